//! The streets of an OpenStreetMap extract, read at the start.

use std::path::Path;
use std::sync::Arc;

use app::planning::ways::{Position, Table, Unmeasured, Walk, Ways};
use streets::{Figures, Spot, Streets, Walker};

/// An extract that was read.
pub struct Extract {
    streets: Arc<Streets>,
    /// Another extract has other figures; the same one under another name has the same walks.
    figures: Figures,
}

impl Extract {
    /// Reads the file, which takes seconds for a town and minutes for a region.
    pub fn read(path: &Path) -> Result<Self, streets::Error> {
        let streets = Streets::open(path)?;
        let figures = streets.figures();
        tracing::info!(
            edges = figures.edges,
            metres = figures.metres,
            doors = figures.doors_joined,
            "streets are read"
        );
        Ok(Self { streets: Arc::new(streets), figures })
    }
}

#[async_trait::async_trait]
impl Ways for Extract {
    fn name(&self) -> String {
        format!("streets {:?}", self.figures)
    }

    async fn table(&self, points: &[Position]) -> Result<Table, Unmeasured> {
        let spots: Vec<Spot> = points.iter().map(|at| Spot { lat: at.lat, lon: at.lon }).collect();
        let streets = self.streets.clone();
        let walker = Walker::default();
        let walks = tokio::task::spawn_blocking(move || streets.table(&spots, &walker)).await;
        let walks = walks.map_err(|_| Unmeasured("the search ended early".to_owned()))?;
        let told = |walk: streets::Walk| {
            let flat_s = (f64::from(walk.metres) / walker.mps).ceil() as u32;
            Walk { metres: walk.metres, steps_s: walk.seconds.saturating_sub(flat_s) }
        };
        Ok(Table(walks.into_iter().map(|walk| walk.ok().map(told)).collect()))
    }
}
