//! `optimiser/BENCHMARKS.md`: what was measured, how, on what, and what it does not say.

use super::figures::Figures;
use super::job::Solver;
use super::plan::goal_ms;
use super::plot;
use super::rig::About;
use super::{growth, missed, peer, portage, standard};

/// The plots with their file names.
pub fn plots(figures: &Figures) -> Vec<(&'static str, String)> {
    vec![
        ("gaps.svg", plot::draw("Mean gap to the best known solution", &standard::panels(figures))),
        ("growth.svg", plot::draw("How cost, time and memory grow with the stops", &growth::panels(figures))),
    ]
}

/// The whole page.
pub fn write(figures: &Figures, about: &About, quick: bool) -> String {
    let parts = [
        head(figures, about, quick),
        format!(
            "## Standard instances\n\nMean gap to the best known solution in %, over {}. In bold: the goal is reached. VROOM's line is \
             dashed: it has one answer, whatever the limit.\n\n{}\n\
             ![Mean gap against CPU seconds](benchmarks/gaps.svg)\n",
            standard::sizes(figures),
            standard::table(figures).markdown()
        ),
        format!(
            "## Walking rounds, core cost\n\nPalier with `--objective core` at the goal's limit, the peers at {} s; lower is better. The \
             spread is how far the dearest and the cheapest seed lie apart. In bold: the goal is reached.\n\n{}",
            portage::peers_limit(),
            portage::core(figures).markdown()
        ),
        format!(
            "## Walking rounds, full cost\n\nPalier with `--objective full` at 1 s, the mean of its seeds, against the cheapest answer of \
             each peer at {} s. In bold: at least 3 % below.\n\n{}",
            portage::peers_limit(),
            portage::full(figures).markdown()
        ),
        format!(
            "## Growth\n\nSeed 1, core cost, {} s, memory at its peak. PyVRP's memory holds Python's own. The largest neighbourhood is \
             `portage_gen.py --stops 1000 --seed 1`; it has 20 volunteers, no more than that of 300. No peer \
             runs it.\n\n{}\n![Growth with the stops](benchmarks/growth.svg)\n",
            portage::peers_limit(),
            growth::table(figures).markdown()
        ),
        missed::part(figures).unwrap_or_default(),
        notes(figures),
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

fn head(figures: &Figures, about: &About, quick: bool) -> String {
    let extent =
        if quick { "`--quick`: every third instance, one seed, not the longest limit" } else { "the whole comparison" };
    let peers =
        Solver::ALL.into_iter().filter_map(|solver| Some(format!("{} {}", solver.title(), peer::version(solver)?)));
    let seeds = |solver| figures.seeds(solver).iter().map(u64::to_string).collect::<Vec<_>>().join(", ");
    format!(
        "# Benchmarks\n\nWritten by `cargo xtask bench optimiser`; do not edit. It is a benchmark, not a test.\n\n\
         - Date: {}\n- Machine: {}\n- Extent: {extent}\n- Versions: palier {} (binary {}), {}, Python {}\n\
         - Seeds: palier {}; PyVRP {}; OR-Tools and VROOM have none\n\
         - One thread. Limits are CPU seconds of the solver, by a clock that stands still while others use the machine; every answer is \
         costed again by a checker that is not its solver's.\n",
        about.date,
        about.machine,
        about.commit,
        about.version,
        peers.collect::<Vec<_>>().join(", "),
        about.python,
        seeds(Solver::Palier),
        seeds(Solver::PyVrp),
    )
}

fn notes(figures: &Figures) -> String {
    let mut text = "## Notes\n\n".to_owned();
    let limits = format!(
        "Palier's limits for walking rounds go by the stops: {} ms up to 15, {} up to 30, {} up to 100, {} up to 150, {} above. Palier's \
         clock runs from the start of the process, reading included; the peers' from the start of their search.",
        goal_ms(15),
        goal_ms(30),
        goal_ms(100),
        goal_ms(150),
        goal_ms(300)
    );
    let ours = "Palier tells an iteration when it finds something better; so its iterations are those until the last improvement.";
    for note in [limits.as_str(), ours].into_iter().chain(peer::NOTES) {
        text.push_str(&format!("- {note}\n"));
    }
    let fallen = figures.fallen();
    if !fallen.is_empty() {
        text.push_str("\nAnswers that do not stand, and are in no figure above:\n\n");
        fallen.iter().for_each(|told| text.push_str(&format!("- {told}\n")));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::job::{Class, Instance, Job, Solver};
    use super::super::plan;
    use super::super::record::Ledger;
    use super::super::shelf::Shelf;
    use super::*;

    fn jobs() -> Vec<Job> {
        let instance = |class, name: &str| Instance { class, name: name.to_owned(), file: name.into() };
        let shelf = vec![
            instance(Class::Solomon, "R101"),
            instance(Class::Portage, "p060-s1"),
            instance(Class::Portage, "p060-s1-2s"),
        ];
        plan::jobs(&Shelf::with(shelf), false, "abc")
    }

    /// What a run could have found: ours is a little better, VROOM's walking rounds do not stand.
    fn line(job: &Job) -> String {
        let ours = job.solver == Solver::Palier;
        let stands = job.solver != Solver::Vroom || job.instance.class != Class::Portage;
        let (gap, cost) = if ours { (0.125, 59_000) } else { (1.5, 60_000 + job.seed) };
        format!(
            r#"{{"solver":"{}","version":"{}","class":"{}","instance":"{}","limit_ms":{},"seed":{},"objective":"{}","feasible":{stands},
            "gap":{gap},"core":{cost},"full":{cost},"cpu_s":1.0,"last_s":0.5,"iterations":1000,"unserved":3,"rss_kb":2048,"error":"late"}}"#,
            job.solver.name(),
            job.version,
            job.instance.class.name(),
            job.instance.name,
            job.limit_ms,
            job.seed,
            job.objective
        )
        .replace('\n', "")
    }

    fn page(lines: &str) -> String {
        let text = |word: &str| word.to_owned();
        let about = About {
            date: text("2026-11-22"),
            machine: text("a machine"),
            python: text("3.11"),
            commit: text("0be9a63"),
            version: text("abc"),
        };
        write(&Figures::of(&jobs(), &Ledger::of(lines)), &about, false)
    }

    /// The cells of the first row that begins so.
    fn row<'a>(page: &'a str, first: &str) -> Vec<&'a str> {
        let cells = |line: &'a str| line.trim_matches('|').split('|').map(str::trim).collect::<Vec<_>>();
        page.lines().map(cells).find(|cells| cells.first() == Some(&first)).unwrap()
    }

    #[test]
    fn the_page_tells_what_was_found() {
        let page = page(&jobs().iter().map(line).collect::<Vec<_>>().join("\n"));
        assert_eq!(row(&page, "goal, 1 s"), ["goal, 1 s", "≤ 0.15", "≤ 0.90", "≤ 0.60"]);
        assert_eq!(row(&page, "palier, 1 s"), ["palier, 1 s", "**0.12**", "–", "–"]);
        assert_eq!(row(&page, "palier, 5 s"), ["palier, 5 s", "0.12", "–", "–"]);
        let core = row(&page, "p060-s1");
        assert_eq!(core[1..7], ["≤ 59545", "1", "**59000**", "**59000**", "**59000**", "**0.00**"]);
        assert_eq!(core[7..], ["60002", "60001", "60000", "infeasible", "–"]);
        assert_eq!(row(&page, "p060-s1-2s")[9..11], ["cannot state", "cannot state"]);
        assert_eq!(row(&page, "60")[1..7], ["59000", "3", "0.50", "1000", "1.0", "2"]);
        assert!(page.contains("- VROOM p060-s1 core: late"), "{page}");
        assert!(page.contains("- Solomon 100 at 5 s: 0.12 % instead of 0.01 %\n"), "{page}");
        assert!(!page.contains("- Solomon 100 at 1 s") && !page.contains("- p060-s1 core"), "{page}");
        assert!(page.contains("- p060-s1 full: 1.7 % below OR-Tools instead of 3 %\n"), "{page}");
    }

    #[test]
    fn nothing_measured_is_a_page_of_dashes() {
        let page = page("");
        assert!(!page.contains("NaN") && page.contains("## Growth"), "{page}");
    }
}
