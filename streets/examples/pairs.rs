//! Prints how far it is on foot between pairs of points: `pairs EXTRACT < PAIRS`.
//!
//! A line of PAIRS is `lat,lon,lat,lon`; a line of the answer is `metres,seconds,off_way_metres`, or the reason why there
//! is none. It is what `streets/compare` holds against Valhalla.

use std::io::{self, BufRead, Write};
use std::path::Path;

use streets::{Spot, Streets, Walker};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("say which extract: pairs EXTRACT < PAIRS")?;
    let streets = Streets::open(Path::new(&path))?;
    writeln!(io::stderr(), "{:?}", streets.figures())?;
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let line = line?;
        let numbers: Vec<f64> = line.split(',').map(str::parse).collect::<Result<_, _>>()?;
        let [a, b, c, d] = numbers[..] else { return Err(format!("not lat,lon,lat,lon: {line}").into()) };
        match streets.walks(Spot { lat: a, lon: b }, &[Spot { lat: c, lon: d }], &Walker::default())[0] {
            Ok(walk) => writeln!(out, "{},{},{}", walk.metres, walk.seconds, walk.off_way_metres)?,
            Err(reason) => writeln!(out, "{reason:?}")?,
        }
    }
    Ok(())
}
