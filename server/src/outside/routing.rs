//! A routing server over HTTP, whichever language it speaks: the table is asked for in blocks that servers allow, each
//! within its time, and one block that is wrong makes the whole answer worthless. A block that is refused because some
//! place has no way is halved until that place stands alone.
//!
//! What goes wrong is told without addresses of requests: they hold the places where people live.

use std::ops::Range;
use std::time::Duration;

use app::planning::ways::{Position, Table, Unmeasured, Walk, Ways};
use reqwest::{Client, RequestBuilder, Url, redirect};

/// Points on a side of a block. OSRM takes 100 coordinates a request and Valhalla 2500 pairs by default.
const SIDE: usize = 50;
/// Requests for one table: 144 blocks of 600 places, some dozens for each place without a way.
const REQUESTS_MAX: usize = 1000;
/// All requests together, less than a job's lease: other jobs wait meanwhile.
const ALTOGETHER: Duration = Duration::from_secs(120);
/// Bytes of an answer that are read; 2500 pairs are a few hundred thousand.
const BYTES_MAX: usize = 8 << 20;
/// Metres between a point and the way it is put onto beyond which the map knows nothing of it, as in `streets`.
pub(super) const REACH_M: f64 = 100.0;

/// How a server is asked, and how its answer is read.
pub trait Dialect: Send + Sync {
    /// The name of the program.
    fn name(&self) -> &'static str;

    /// The request for the walks from each of `from` to each of `to`; `base` is the server's address.
    fn ask(&self, client: &Client, base: &Url, from: &[Position], to: &[Position]) -> Option<RequestBuilder>;

    /// Whether this refusal says that some place has no way, rather than that something is wrong.
    fn knows_no_way(&self, _body: &[u8]) -> bool {
        false
    }

    /// The walks row by row, or what is wrong with the answer.
    fn read(&self, body: &[u8], rows: usize, columns: usize) -> Result<Vec<Option<Walk>>, Unmeasured>;
}

/// A routing server.
pub struct Routing<D> {
    client: Client,
    base: Url,
    dialect: D,
}

impl<D: Dialect> Routing<D> {
    /// A server that must answer each request within `patience`.
    pub fn new(base: Url, patience: Duration, dialect: D) -> anyhow::Result<Self> {
        // A proxy of the environment would see where people live.
        super::choose_tls();
        let client = Client::builder().timeout(patience).redirect(redirect::Policy::none()).no_proxy().build()?;
        Ok(Self { client, base, dialect })
    }

    /// The walks of a block row by row; `None` where some place in it has no way.
    async fn block(&self, from: &[Position], to: &[Position]) -> Result<Option<Vec<Option<Walk>>>, Unmeasured> {
        let lost = |error: reqwest::Error| Unmeasured(error.without_url().to_string());
        let asked = self.dialect.ask(&self.client, &self.base, from, to);
        let asked = asked.ok_or_else(|| Unmeasured("the server's address takes no path".to_owned()))?;
        let mut answer = asked.send().await.map_err(lost)?;
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(lost)? {
            if body.len() + chunk.len() > BYTES_MAX {
                return Err(Unmeasured("an answer without end".to_owned()));
            }
            body.extend_from_slice(&chunk);
        }
        if !answer.status().is_success() {
            let no_way = answer.status().is_client_error() && self.dialect.knows_no_way(&body);
            return if no_way { Ok(None) } else { Err(Unmeasured(format!("status {}", answer.status()))) };
        }
        let walks = self.dialect.read(&body, from.len(), to.len())?;
        if walks.len() == from.len() * to.len() {
            Ok(Some(walks))
        } else {
            Err(Unmeasured(format!("{} walks of {}", walks.len(), from.len() * to.len())))
        }
    }
}

#[async_trait::async_trait]
impl<D: Dialect> Ways for Routing<D> {
    fn name(&self) -> String {
        // Not the whole address: it may hold a key.
        let (host, port) = (self.base.host_str().unwrap_or("?"), self.base.port_or_known_default().unwrap_or(0));
        format!("{} at {host}:{port}", self.dialect.name())
    }

    async fn table(&self, points: &[Position]) -> Result<Table, Unmeasured> {
        let late = |_| Unmeasured(format!("not measured within {} s", ALTOGETHER.as_secs()));
        tokio::time::timeout(ALTOGETHER, self.measure(points)).await.map_err(late)?
    }
}

impl<D: Dialect> Routing<D> {
    async fn measure(&self, points: &[Position]) -> Result<Table, Unmeasured> {
        let mut asked = 0;
        let (places, known) = self.known(points, &mut asked).await?;
        let mut table = vec![None; points.len() * points.len()];
        let sides: Vec<Range<usize>> =
            (0..known.len()).step_by(SIDE).map(|start| start..(start + SIDE).min(known.len())).collect();
        let mut waiting: Vec<(Range<usize>, Range<usize>)> =
            sides.iter().flat_map(|from| sides.iter().map(move |to| (from.clone(), to.clone()))).collect();
        while let Some((from, to)) = waiting.pop() {
            counted(&mut asked)?;
            match self.block(&known[from.clone()], &known[to.clone()]).await? {
                Some(walks) => {
                    let pairs = from.flat_map(|row| to.clone().map(move |column| (row, column)));
                    for ((row, column), walk) in pairs.zip(walks) {
                        table[places[row] * points.len() + places[column]] = walk;
                    }
                }
                None => waiting.extend(halves(from, to)),
            }
        }
        Ok(Table(table))
    }

    /// The places that the map knows a way to, in order. A set that is refused is halved until the places without a way stand
    /// alone: two dozen requests for each, where pairs would take thousands.
    async fn known(&self, points: &[Position], asked: &mut usize) -> Result<(Vec<usize>, Vec<Position>), Unmeasured> {
        let mut sets: Vec<Range<usize>> =
            (0..points.len()).step_by(SIDE).map(|start| start..(start + SIDE).min(points.len())).collect();
        let mut places: Vec<usize> = Vec::new();
        while let Some(set) = sets.pop() {
            counted(asked)?;
            let side = &points[set.clone()];
            if self.block(side, side).await?.is_some() {
                places.extend(set);
            } else if set.len() > 1 {
                let middle = set.start + set.len() / 2;
                sets.extend([set.start..middle, middle..set.end]);
            }
        }
        places.sort_unstable();
        let known = places.iter().map(|&place| points[place]).collect();
        Ok((places, known))
    }
}

fn counted(asked: &mut usize) -> Result<(), Unmeasured> {
    *asked += 1;
    if *asked > REQUESTS_MAX { Err(Unmeasured("too many places without a way".to_owned())) } else { Ok(()) }
}

/// The block in two, across its longer side; nothing of a single pair.
fn halves(from: Range<usize>, to: Range<usize>) -> Vec<(Range<usize>, Range<usize>)> {
    let halved = |side: &Range<usize>| {
        let middle = side.start + side.len() / 2;
        [side.start..middle, middle..side.end]
    };
    match (from.len(), to.len()) {
        (1, 1) => Vec::new(),
        (rows, columns) if rows > columns => halved(&from).map(|half| (half, to.clone())).to_vec(),
        _ => halved(&to).map(|half| (from.clone(), half)).to_vec(),
    }
}

/// Whole metres, where the number is a distance on foot.
pub(super) fn walk(metres: f64) -> Result<Walk, Unmeasured> {
    if metres.is_finite() && (0.0..1e8).contains(&metres) {
        Ok(Walk { metres: metres.ceil() as u32, steps_s: 0 })
    } else {
        Err(Unmeasured("a distance that is none".to_owned()))
    }
}
