//! The instances of the bench, as they lie in its folders.

use std::fs;
use std::path::Path;

use anyhow::{Result, bail};

use super::job::{Class, Instance};

/// All instances, by class, by name.
pub struct Shelf(Vec<Instance>);

impl Shelf {
    /// Looks into the folders of the bench.
    ///
    /// # Errors
    /// When this is not a bench.
    pub fn read(bench: &Path) -> Result<Self> {
        if !bench.join("bench.py").is_file() {
            bail!(
                "{} is not there: the bench has the instances, the peers' scripts and the checkers; name its folder with \
                 `--bench DIR`",
                bench.join("bench.py").display()
            );
        }
        let mut found = Vec::new();
        for class in [Class::Solomon, Class::Gh200, Class::X, Class::Portage] {
            let folder = if class == Class::Portage {
                bench.join("portage")
            } else {
                bench.join("instances").join(class.name())
            };
            let ending = match class {
                Class::X => "vrp",
                Class::Portage => "json",
                Class::Solomon | Class::Gh200 => "txt",
            };
            found.append(&mut instances(class, &folder, ending));
        }
        Ok(Self(found))
    }

    /// One more, made for the occasion.
    pub fn add(&mut self, instance: Instance) {
        self.0.push(instance);
    }

    /// Those of a class.
    pub fn of(&self, class: Class) -> Vec<&Instance> {
        self.0.iter().filter(|instance| instance.class == class).collect()
    }

    /// A shelf of these.
    #[cfg(test)]
    pub fn with(instances: Vec<Instance>) -> Self {
        Self(instances)
    }
}

/// A folder that is not there has none: a bench may be a part of the whole.
fn instances(class: Class, folder: &Path, ending: &str) -> Vec<Instance> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let files = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut found: Vec<Instance> = files
        .filter(|file| file.extension().is_some_and(|found| found == ending))
        .filter_map(|file| Some(Instance { class, name: file.file_stem()?.to_str()?.to_owned(), file: file.clone() }))
        .collect();
    found.sort_by(|one, other| one.name.cmp(&other.name));
    found
}
