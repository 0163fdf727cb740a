//! OSRM's table service, with the foot profile.

use std::fmt::Write as _;

use app::planning::ways::{Position, Unmeasured, Walk};
use reqwest::{Client, RequestBuilder, Url};
use serde::Deserialize;

use super::routing::{Dialect, REACH_M, walk};

/// The language of OSRM 5 and 6.
pub struct Osrm;

#[derive(Deserialize)]
struct Answer {
    distances: Vec<Vec<Option<f64>>>,
    sources: Vec<Waypoint>,
    destinations: Vec<Waypoint>,
}

/// Where a point was put, and how many metres from it.
#[derive(Deserialize)]
struct Waypoint {
    distance: f64,
}

impl Dialect for Osrm {
    fn name(&self) -> &'static str {
        "osrm"
    }

    fn ask(&self, client: &Client, base: &Url, from: &[Position], to: &[Position]) -> Option<RequestBuilder> {
        let places = |points: &[Position]| {
            points.iter().fold(String::new(), |mut told, at| {
                let _ = write!(told, "{}{:.6},{:.6}", if told.is_empty() { "" } else { ";" }, at.lon, at.lat);
                told
            })
        };
        let numbers = |from: usize, until: usize| (from..until).map(|at| at.to_string()).collect::<Vec<_>>().join(";");
        let mut url = base.clone();
        let path = format!("{};{}", places(from), places(to));
        url.path_segments_mut().ok()?.pop_if_empty().extend(["table", "v1", "foot", &path]);
        let both = from.len() + to.len();
        let query = [
            ("annotations", "distance".to_owned()),
            ("sources", numbers(0, from.len())),
            ("destinations", numbers(from.len(), both)),
        ];
        url.query_pairs_mut().extend_pairs(query);
        Some(client.get(url))
    }

    fn read(&self, body: &[u8], rows: usize, columns: usize) -> Result<Vec<Option<Walk>>, Unmeasured> {
        let answer: Answer =
            serde_json::from_slice(body).map_err(|_| Unmeasured("no table of distances".to_owned()))?;
        let whole = answer.distances.len() == rows
            && answer.sources.len() == rows
            && answer.destinations.len() == columns
            && answer.distances.iter().all(|line| line.len() == columns);
        if !whole {
            return Err(Unmeasured("a table of another size".to_owned()));
        }
        let mut walks = Vec::with_capacity(rows * columns);
        for (line, from) in answer.distances.iter().zip(&answer.sources) {
            for (metres, to) in line.iter().zip(&answer.destinations) {
                let near = from.distance <= REACH_M && to.distance <= REACH_M;
                walks
                    .push(metres.filter(|_| near).map(|metres| sum([metres, from.distance, to.distance])).transpose()?);
            }
        }
        Ok(walks)
    }
}

/// From way to way, and the walks from the points to the ways: none of the three may be nonsense that another hides.
fn sum(parts: [f64; 3]) -> Result<Walk, Unmeasured> {
    for metres in parts {
        walk(metres)?;
    }
    walk(parts.iter().sum())
}

#[cfg(test)]
mod tests {
    use super::super::client;
    use super::*;

    #[test]
    fn walks_are_asked_and_read_as_osrm_says_it() {
        let base = Url::parse("http://localhost:5000/").unwrap();
        let points = [Position { lat: 50.72, lon: 1.62 }, Position { lat: 50.73, lon: 1.63 }];
        let asked = Osrm.ask(&client(), &base, &points[..1], &points).unwrap().build().unwrap();
        assert_eq!(asked.url().path(), "/table/v1/foot/1.620000,50.720000;1.620000,50.720000;1.630000,50.730000");
        assert_eq!(asked.url().query(), Some("annotations=distance&sources=0&destinations=1%3B2"));
        let read = |body: &str| Osrm.read(body.as_bytes(), 1, 2).map_err(|wrong| wrong.to_string());
        let near = r#""sources":[{"distance":3.2}],"destinations":[{"distance":3.2},{"distance":10}]"#;
        let metres = |metres| Some(Walk { metres, steps_s: 0 });
        assert_eq!(
            read(&format!(r#"{{"code":"Ok","distances":[[0,1500.1]],{near}}}"#)),
            Ok(vec![metres(7), metres(1514)])
        );
        assert_eq!(read(&format!(r#"{{"code":"Ok","distances":[[0,null]],{near}}}"#)), Ok(vec![metres(7), None]));
        let far = near.replace("10", "400");
        assert_eq!(read(&format!(r#"{{"distances":[[0,9.0]],{far}}}"#)), Ok(vec![metres(7), None]));
        for wrong in [
            r#"{"code":"InvalidQuery","message":"…"}"#.to_owned(),
            format!(r#"{{"distances":[[0]],{near}}}"#),
            format!(r#"{{"distances":[],{near}}}"#),
            format!(r#"{{"distances":[[0,-5]],{near}}}"#),
            "<html>".to_owned(),
        ] {
            assert!(read(&wrong).is_err(), "{wrong}");
        }
    }
}
