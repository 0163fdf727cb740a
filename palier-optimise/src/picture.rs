//! A plan as an SVG picture: entrances and shops where they are, a colour a volunteer, numbers in order.

use std::fmt::Write as _;

use optimiser::{Act, Plan};

use crate::instance::Instance;

/// The longer side, and the margin, in pixels.
const SIDE: f64 = 1000.0;
const MARGIN: f64 = 30.0;

/// Okabe and Ito's colours, which people with any colour vision tell apart; dashes tell more than eight volunteers.
const COLOURS: [&str; 8] = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#8a7a00"];
const DASHES: [&str; 4] = ["none", "8 4", "2 4", "12 4 2 4"];

/// From the plane of the instance to the picture.
struct Paper {
    left: f64,
    top: f64,
    scale: f64,
}

impl Paper {
    fn around(points: &[(f64, f64)]) -> (Self, f64, f64) {
        let least = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).fold(f64::INFINITY, f64::min);
        let most = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
        let (left, right, bottom, top) = (least(|p| p.0), most(|p| p.0), least(|p| p.1), most(|p| p.1));
        let (width, height) = ((right - left).max(1e-9), (top - bottom).max(1e-9));
        let scale = SIDE / width.max(height);
        (Self { left, top, scale }, width * scale + 2.0 * MARGIN, height * scale + 2.0 * MARGIN)
    }

    fn at(&self, (x, y): (f64, f64)) -> (f64, f64) {
        ((x - self.left) * self.scale + MARGIN, (self.top - y) * self.scale + MARGIN)
    }
}

/// Draws a plan.
pub(crate) fn draw(instance: &Instance, plan: &Plan) -> String {
    let nodes = instance.problem.nodes().len();
    let points: Vec<(f64, f64)> = (0..nodes).map(|node| instance.point(node)).collect();
    let (paper, width, height) = if points.is_empty() { Paper::around(&[(0.0, 0.0)]) } else { Paper::around(&points) };
    let legend = 24.0 * plan.rounds.len() as f64;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{:.0}\" font-family=\"sans-serif\" \
         font-size=\"12\"><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n",
        height + legend
    );
    for task in instance.problem.tasks() {
        let (x, y) = paper.at(points[task.node.index()]);
        line(&mut svg, format_args!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\" fill=\"#bbb\"/>"));
    }
    for (number, round) in plan.rounds.iter().enumerate() {
        let (colour, dash) = (COLOURS[number % COLOURS.len()], DASHES[number / COLOURS.len() % DASHES.len()]);
        let vehicle = &instance.problem.vehicles()[round.vehicle.index()];
        let ends = (vehicle.start.into_iter(), vehicle.end.into_iter());
        let path: Vec<String> = ends
            .0
            .chain(round.steps.iter().map(|step| step.node))
            .chain(ends.1)
            .map(|node| paper.at(points[node.index()]))
            .map(|(x, y)| format!("{x:.1},{y:.1}"))
            .collect();
        line(
            &mut svg,
            format_args!(
                "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" stroke-dasharray=\"{dash}\"/>",
                path.join(" ")
            ),
        );
        let doors = round.steps.iter().filter(|step| matches!(step.act, Act::Drop { .. }));
        for (order, step) in (1..).zip(doors) {
            let (x, y) = paper.at(points[step.node.index()]);
            line(
                &mut svg,
                format_args!("<text x=\"{:.1}\" y=\"{:.1}\" fill=\"{colour}\">{order}</text>", x + 4.0, y - 4.0),
            );
        }
        let y = height + 24.0 * number as f64;
        let who = escaped(&instance.vehicle(round.vehicle));
        line(
            &mut svg,
            format_args!(
                "<path d=\"M{MARGIN},{y:.0}h40\" stroke=\"{colour}\" stroke-width=\"3\" stroke-dasharray=\"{dash}\"/>\
             <text x=\"{:.0}\" y=\"{:.0}\">{who}</text>",
                MARGIN + 50.0,
                y + 4.0
            ),
        );
    }
    for shop in instance.problem.shops() {
        let (x, y) = paper.at(points[shop.node.index()]);
        line(
            &mut svg,
            format_args!(
                "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"10\" height=\"10\" fill=\"#fff\" stroke=\"#000\" stroke-width=\"2\"/>",
                x - 5.0,
                y - 5.0
            ),
        );
    }
    svg.push_str("</svg>\n");
    svg
}

fn line(svg: &mut String, words: std::fmt::Arguments<'_>) {
    // Writing into a string cannot fail.
    let _ = writeln!(svg, "{words}");
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
