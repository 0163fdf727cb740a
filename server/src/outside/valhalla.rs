//! Valhalla's sources_to_targets, with its pedestrians.

use app::planning::ways::{Position, Unmeasured, Walk};
use reqwest::{Client, RequestBuilder, Url};
use serde::Deserialize;
use serde_json::{Value, json};

use super::routing::{Dialect, REACH_M, walk};

/// The language of Valhalla 3.
pub struct Valhalla;

#[derive(Deserialize)]
struct Answer {
    sources_to_targets: Vec<Vec<Cell>>,
}

/// No way near a place, places in regions that are not connected, no path, places too far apart to walk.
const NO_WAY: [u64; 4] = [171, 170, 442, 154];

#[derive(Deserialize)]
struct Refusal {
    error_code: u64,
}

/// A walk in kilometres. Valhalla does not tell how far a point is from its way.
#[derive(Deserialize)]
struct Cell {
    from_index: usize,
    to_index: usize,
    distance: Option<f64>,
}

impl Dialect for Valhalla {
    fn name(&self) -> &'static str {
        "valhalla"
    }

    fn ask(&self, client: &Client, base: &Url, from: &[Position], to: &[Position]) -> Option<RequestBuilder> {
        let mut url = base.clone();
        url.path_segments_mut().ok()?.pop_if_empty().push("sources_to_targets");
        // No door opens onto a tunnel; and without a limit of ours a place off the map is put onto its edge, 35 km away.
        let filter = json!({ "exclude_tunnel": true });
        let place =
            |at: &Position| json!({ "lat": at.lat, "lon": at.lon, "search_cutoff": REACH_M, "search_filter": filter });
        let places = |points: &[Position]| points.iter().map(place).collect::<Vec<Value>>();
        let asked = json!({
            "sources": places(from),
            "targets": places(to),
            "costing": "pedestrian",
            "units": "kilometers",
        });
        Some(client.post(url).json(&asked))
    }

    /// One such place, and Valhalla refuses the whole matrix.
    fn knows_no_way(&self, body: &[u8]) -> bool {
        serde_json::from_slice::<Refusal>(body).is_ok_and(|refusal| NO_WAY.contains(&refusal.error_code))
    }

    fn read(&self, body: &[u8], rows: usize, columns: usize) -> Result<Vec<Option<Walk>>, Unmeasured> {
        let answer: Answer = serde_json::from_slice(body).map_err(|_| Unmeasured("no matrix".to_owned()))?;
        let mut walks = Vec::with_capacity(rows * columns);
        for (row, line) in answer.sources_to_targets.iter().enumerate() {
            if line.len() != columns {
                return Err(Unmeasured("a row of another length".to_owned()));
            }
            for (column, cell) in line.iter().enumerate() {
                if (cell.from_index, cell.to_index) != (row, column) {
                    return Err(Unmeasured("a matrix in another order".to_owned()));
                }
                walks.push(cell.distance.map(|kilometres| walk(kilometres * 1000.0)).transpose()?);
            }
        }
        Ok(walks)
    }
}

#[cfg(test)]
mod tests {
    use super::super::client;
    use super::*;

    #[test]
    fn walks_are_asked_and_read_as_valhalla_says_it() {
        let base = Url::parse("http://localhost:8002/routing").unwrap();
        let points = [Position { lat: 50.72, lon: 1.62 }, Position { lat: 50.73, lon: 1.63 }];
        let asked = Valhalla.ask(&client(), &base, &points[..1], &points).unwrap().build().unwrap();
        assert_eq!(asked.url().path(), "/routing/sources_to_targets");
        let body: Value = serde_json::from_slice(asked.body().and_then(|body| body.as_bytes()).unwrap()).unwrap();
        assert_eq!((body["targets"][1]["lon"].as_f64(), body["costing"].as_str()), (Some(1.63), Some("pedestrian")));
        assert_eq!(body["sources"][0]["search_cutoff"], REACH_M);
        let read = |cells: &str| {
            let body = format!(r#"{{"sources_to_targets":[[{cells}]],"units":"kilometers"}}"#);
            Valhalla.read(body.as_bytes(), 1, 2).map_err(|wrong| wrong.to_string())
        };
        let first = r#"{"distance":0.0,"time":0,"from_index":0,"to_index":0}"#;
        let metres = |metres| Some(Walk { metres, steps_s: 0 });
        let second = |distance| format!(r#"{first},{{"distance":{distance},"from_index":0,"to_index":1}}"#);
        assert_eq!(read(&second("1.5125")), Ok(vec![metres(0), metres(1513)]));
        assert_eq!(read(&second("null")), Ok(vec![metres(0), None]));
        assert!(read(&second("-1")).is_err());
        assert!(read(first).is_err(), "one is missing");
        assert!(read(&format!("{first},{first}")).is_err(), "one comes twice");
        assert!(Valhalla.knows_no_way(br#"{"error_code":170,"error":"unconnected regions"}"#));
        assert!(Valhalla.knows_no_way(br#"{"error_code":154,"error":"too far"}"#));
        assert!(!Valhalla.knows_no_way(br#"{"error_code":125,"error":"no costing method"}"#));
        assert!(Valhalla.read(br#"{"error_code":125,"error":"no"}"#, 1, 2).is_err());
    }
}
