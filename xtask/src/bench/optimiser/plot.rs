//! Small drawings as SVG, written by hand: panels side by side, both axes logarithmic, a colour and a mark for each solver. Each
//! brings its own paper for light and for dark, because who shows an image does not tell it what lies behind it.

use std::fmt::Write as _;

/// The size of a panel's field, and the room around it.
const WIDE: f64 = 230.0;
const HIGH: f64 = 190.0;
const LEFT: f64 = 58.0;
const TOP: f64 = 66.0;
const BELOW: f64 = 44.0;

/// Okabe and Ito's colours, which people with any colour vision tell apart, and lighter ones for the dark.
const STYLE: &str = "<style>\
text{font:12px sans-serif;fill:#222}.paper{fill:#fff}path.grid{stroke:#ddd;stroke-width:1}.frame{fill:none;stroke:#888}\
.palier{color:#0072b2}.PyVRP{color:#b34d00}.VROOM{color:#00795a}.OR-Tools{color:#a3457f}\
path{fill:none;stroke:currentColor;stroke-width:2}.VROOM path{stroke-dasharray:5 3}.mark{fill:currentColor;stroke:none}\
@media(prefers-color-scheme:dark){text{fill:#ddd}.paper{fill:#16191d}path.grid{stroke:#333a42}\
.palier{color:#6cc0f5}.PyVRP{color:#f5a15c}.VROOM{color:#4fd0a5}.OR-Tools{color:#e8a0cb}}\
</style>";

/// How far up a figure stands.
#[derive(Clone, Copy)]
pub struct Scale {
    /// What is less stands here; without it, the scale begins at the least.
    pub floor: Option<f64>,
}

/// A line of points.
#[derive(Clone)]
pub struct Series {
    /// Its name, which is also its class in the style.
    pub name: &'static str,
    /// Across and up; both above nought, or on the floor.
    pub points: Vec<(f64, f64)>,
}

/// One field with its axes.
#[derive(Clone)]
pub struct Panel {
    /// Above it.
    pub title: String,
    /// Below the axis that goes across.
    pub across: String,
    /// Beside the axis that goes up.
    pub up: String,
    /// Of the axis that goes up.
    pub scale: Scale,
    /// The lines.
    pub series: Vec<Series>,
}

/// Draws panels side by side.
pub fn draw(title: &str, panels: &[Panel]) -> String {
    let (width, height) = ((WIDE + LEFT) * panels.len() as f64 + 20.0, TOP + HIGH + BELOW);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         role=\"img\"><title>{title}</title>\n{STYLE}\n<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n"
    );
    let mut names: Vec<&str> = Vec::new();
    for series in panels.iter().flat_map(|panel| &panel.series).filter(|series| !series.points.is_empty()) {
        if !names.contains(&series.name) {
            names.push(series.name);
        }
    }
    for (at, name) in names.iter().enumerate() {
        let x = LEFT + 110.0 * at as f64;
        line(&mut svg, format_args!("<g class=\"{name}\"><path d=\"M{x} 18h28\"/>{}</g>", mark(name, x + 14.0, 18.0)));
        line(&mut svg, format_args!("<text x=\"{}\" y=\"22\">{name}</text>", x + 34.0));
    }
    for (at, panel) in panels.iter().enumerate() {
        line(&mut svg, format_args!("<g transform=\"translate({} {TOP})\">", LEFT + (WIDE + LEFT) * at as f64));
        field(&mut svg, panel);
        svg.push_str("</g>\n");
    }
    svg.push_str("</svg>\n");
    svg
}

fn field(svg: &mut String, panel: &Panel) {
    let points = || panel.series.iter().flat_map(|series| &series.points);
    let lift = |value: f64| panel.scale.floor.map_or(value, |floor| value.max(floor));
    let across = Axis::around(points().map(|point| point.0), WIDE);
    let up = Axis::around(points().map(|point| lift(point.1)).chain(panel.scale.floor), HIGH);
    let middle = WIDE / 2.0;
    line(svg, format_args!("<text x=\"{middle}\" y=\"-12\" text-anchor=\"middle\">{}</text>", panel.title));
    line(
        svg,
        format_args!("<text x=\"{middle}\" y=\"{}\" text-anchor=\"middle\">{}</text>", HIGH + 36.0, panel.across),
    );
    line(svg, format_args!("<text x=\"-6\" y=\"-12\" text-anchor=\"end\">{}</text>", panel.up));
    for tick in up.ticks() {
        let y = HIGH - up.at(tick);
        let less = if panel.scale.floor.is_some_and(|floor| floor >= tick) { "≤ " } else { "" };
        line(svg, format_args!("<path class=\"grid\" d=\"M0 {y:.1}h{WIDE}\"/>"));
        line(svg, format_args!("<text x=\"-6\" y=\"{:.1}\" text-anchor=\"end\">{less}{}</text>", y + 4.0, short(tick)));
    }
    let mut stops: Vec<f64> = points().map(|point| point.0).collect();
    stops.sort_by(f64::total_cmp);
    stops.dedup();
    let mut free = f64::NEG_INFINITY;
    // A number that would stand on the one before is left out.
    for stop in stops {
        let x = across.at(stop);
        if x >= free {
            line(svg, format_args!("<text x=\"{x:.1}\" y=\"{}\" text-anchor=\"middle\">{stop}</text>", HIGH + 18.0));
            free = x + 22.0;
        }
    }
    line(svg, format_args!("<rect class=\"frame\" width=\"{WIDE}\" height=\"{HIGH}\"/>"));
    for series in panel.series.iter().filter(|series| !series.points.is_empty()) {
        let places: Vec<(f64, f64)> =
            series.points.iter().map(|(x, y)| (across.at(*x), HIGH - up.at(lift(*y)))).collect();
        let path: Vec<String> = places.iter().map(|(x, y)| format!("{x:.1} {y:.1}")).collect();
        let marks: String = places.iter().map(|(x, y)| mark(series.name, *x, *y)).collect();
        line(svg, format_args!("<g class=\"{}\"><path d=\"M{}\"/>{marks}</g>", series.name, path.join("L")));
    }
}

/// A logarithmic axis of some length.
struct Axis {
    from: f64,
    to: f64,
    length: f64,
}

impl Axis {
    fn around(values: impl Iterator<Item = f64>, length: f64) -> Self {
        let logs: Vec<f64> = values.filter(|value| *value > 0.0).map(f64::log10).collect();
        let from = logs.iter().copied().fold(f64::INFINITY, f64::min);
        let to = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if from > to {
            return Self { from: 0.0, to: 1.0, length };
        }
        // A little air, also where all values are one.
        let air = 0.05 * (to - from).max(0.5);
        Self { from: from - air, to: to + air, length }
    }

    fn at(&self, value: f64) -> f64 {
        self.length * (value.log10().max(self.from) - self.from) / (self.to - self.from)
    }

    /// Powers of ten, and where these are too few, also twice and five times them.
    fn ticks(&self) -> Vec<f64> {
        let powers = self.from.floor() as i32..=self.to.ceil() as i32;
        let inside = |tick: &f64| (self.from..=self.to).contains(&tick.log10());
        let tens: Vec<f64> = powers.clone().map(|power| 10_f64.powi(power)).filter(inside).collect();
        if tens.len() > 2 {
            return tens;
        }
        powers.flat_map(|power| [1.0, 2.0, 5.0].map(|digit| digit * 10_f64.powi(power))).filter(inside).collect()
    }
}

/// A figure in few letters.
fn short(value: f64) -> String {
    match value {
        1e6.. => format!("{} M", value / 1e6),
        1e4.. => format!("{} k", value / 1e3),
        1.0.. => format!("{}", value.round()),
        _ => format!("{}", (value * 1e4).round() / 1e4),
    }
}

/// A shape for each solver, for whom colours do not tell.
fn mark(name: &str, x: f64, y: f64) -> String {
    let shape = match name {
        "palier" => return format!("<circle class=\"mark\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\"/>"),
        "PyVRP" => "m-4 -4h8v8h-8z",
        "VROOM" => "m0 -5l5 9h-10z",
        _ => "m0 -5l5 5l-5 5l-5 -5z",
    };
    format!("<path class=\"mark\" d=\"M{x:.1} {y:.1}{shape}\"/>")
}

fn line(svg: &mut String, words: std::fmt::Arguments<'_>) {
    // Writing into a string cannot fail.
    let _ = writeln!(svg, "{words}");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn panel(points: Vec<(f64, f64)>, floor: Option<f64>) -> Panel {
        let series = vec![Series { name: "palier", points }];
        Panel { title: "t".into(), across: "a".into(), up: "u".into(), scale: Scale { floor }, series }
    }

    #[test]
    fn every_point_has_its_mark_and_lies_inside() {
        let svg = draw("gap", &[panel(vec![(1.0, 0.5), (5.0, 0.2), (20.0, 0.0)], Some(0.01))]);
        // One more in the legend.
        assert_eq!(svg.matches("<circle").count(), 4);
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
        assert!(svg.contains("prefers-color-scheme:dark"));
    }

    #[test]
    fn nothing_measured_is_an_empty_field() {
        let svg = draw("gap", &[panel(Vec::new(), None)]);
        assert!(svg.ends_with("</svg>\n") && !svg.contains("NaN"), "{svg}");
    }

    #[test]
    fn the_axis_tells_enough_figures() {
        for (values, ticks) in [([1.0, 1000.0], 4), ([20.0, 60.0], 2), ([7.0, 7.0], 0)] {
            assert_eq!(Axis::around(values.into_iter(), 100.0).ticks().len(), ticks, "{values:?}");
        }
    }
}
