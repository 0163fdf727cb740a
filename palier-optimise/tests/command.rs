//! The command as its users call it: files in, files out, and one line where something is wrong.
#![allow(clippy::expect_used, reason = "a broken fixture ends the test")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// Six clients around a depot; a vehicle carries three of them.
const CAPACITATED: &str = "NAME : six\nTYPE : CVRP\nDIMENSION : 7\nEDGE_WEIGHT_TYPE : EUC_2D\nCAPACITY : 3\n\
NODE_COORD_SECTION\n1 0 0\n2 10 0\n3 10 1\n4 10 2\n5 -10 0\n6 -10 1\n7 -10 2\n\
DEMAND_SECTION\n1 0\n2 1\n3 1\n4 1\n5 1\n6 1\n7 1\nDEPOT_SECTION\n1\n-1\nEOF\n";

/// Two clients on one side, of whom the farther must be reached first; a fleet of two.
const TIMED: &str = "two\n\nVEHICLE\nNUMBER     CAPACITY\n   2         10\n\nCUSTOMER\n\
CUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE TIME\n\n\
0 0 0 0 0 100 0\n1 3 0 1 0 100 1\n2 6 0 1 0 6 1\n";

/// Two doors a minute apart from the shop, one of them too high for the one volunteer, who is due a break.
const PORTAGE: &str = r#"{
 "format": "portage/1", "mode": "hub",
 "places": [{"x": 0, "y": 0}, {"x": 60, "y": 0}, {"x": 0, "y": 60}],
 "shops": [{"id": "S0", "place": 0, "sells": ["bread", "water"], "open": 25200, "close": 68400, "load_s": 180}],
 "volunteers": [{"id": "V0", "home": 0, "start_shop": "S0", "shift": [25200, 61200], "nominal_s": 2000, "max_s": 30000,
   "overtime_price": 2, "fixed": 600, "cart_hg": 360, "cart_bread": 9, "lift_hg": 200, "max_stairs": 2, "visits": true,
   "max_reloads": 6, "break": {"window": [43200, 49500], "service_s": 1800}}],
 "orders": [
  {"id": "O0", "place": 1, "floor": 1, "lift": false, "kind": "delivery", "bread": 2, "hg": 6, "item_hg": 3, "service_s": 30,
   "windows": [[39600, 45000]], "penalty": 25000, "prefer": null},
  {"id": "O1", "place": 2, "floor": 4, "lift": false, "kind": "delivery", "bread": 1, "hg": 3, "item_hg": 3, "service_s": 30,
   "windows": [[39600, 45000]], "penalty": 3000, "prefer": "V0"}],
 "same": [["O0", "O1"]], "costs": {"break_penalty": 3000, "pref": 400, "same": 600, "spread_price": 20},
 "distance": [[0, 60, 60], [60, 0, 90], [60, 90, 0]], "duration": [[0, 60, 60], [60, 0, 90], [60, 90, 0]]
}"#;

struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        Self(TempDir::new().expect("a temporary folder"))
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, text).expect("the temporary folder can be written to");
        path
    }

    fn solve(&self, instance: &Path, limits: &[&str]) -> (Output, String) {
        let answer = self.0.path().join("answer.sol");
        let mut words = vec!["solve".as_ref(), instance.as_os_str(), "--output".as_ref(), answer.as_os_str()];
        words.extend(limits.iter().map(AsRef::<std::ffi::OsStr>::as_ref));
        let output = ask(&words);
        (output, fs::read_to_string(&answer).unwrap_or_default())
    }
}

fn ask(words: &[&std::ffi::OsStr]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_palier-optimise")).args(words).output().expect("the command was built")
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn it_finds_the_two_rounds_and_believes_them() {
    let desk = Desk::new();
    let instance = desk.file("six.vrp", CAPACITATED);
    let (output, answer) = desk.solve(&instance, &["--iterations", "2000"]);
    assert!(output.status.success(), "{}", said(&output.stderr));
    assert_eq!(answer.lines().count(), 3, "{answer}");
    assert!(answer.ends_with("Cost 44\n"), "{answer}");
    let again = desk.solve(&instance, &["--iterations", "2000"]).1;
    assert_eq!(answer, again, "one seed, one answer");
    let written = desk.file("answer.sol", &answer);
    let checked = ask(&["check".as_ref(), instance.as_os_str(), written.as_os_str()]);
    assert_eq!(said(&checked.stdout), "feasible, cost 44\n");
}

#[test]
fn a_day_on_foot_is_solved_checked_explained_and_drawn() {
    let desk = Desk::new();
    let instance = desk.file("day.json", PORTAGE);
    let picture = desk.0.path().join("day.svg");
    let limits = ["--iterations", "500", "--json", "--picture", picture.to_str().expect("a plain path")];
    let (output, answer) = desk.solve(&instance, &limits);
    assert!(output.status.success(), "{}", said(&output.stderr));
    // 120 m, 2130 s of which 130 beyond the nominal, the volunteer, and O1 left out.
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((told["cost"].as_str(), &told["terms"]["overtime"]), (Some("6110"), &260.into()));
    assert_eq!(told["unserved"][0]["reason"], "nobody climbs so far with a load");
    assert!(
        answer.contains(r#"{"break":true}"#)
            && answer.starts_with(r#"{"routes":[{"volunteer":"V0","stops":[{"shop":"S0"}"#)
    );
    let drawn = fs::read_to_string(&picture).expect("a picture");
    assert!(drawn.starts_with("<svg ") && drawn.contains(">V0</text>") && drawn.contains(">1</text>"), "{drawn}");
    let written = desk.file("answer.json", &answer);
    let of = |verb: &str| ask(&[verb.as_ref(), instance.as_os_str(), written.as_os_str()]);
    assert_eq!(said(&of("check").stdout), "feasible, cost 6110\n");
    let explained = said(&of("explain").stdout);
    assert!(explained.contains("V0: ") && explained.contains("  O0: ") && explained.contains("rests"), "{explained}");
    assert!(explained.contains("0 kg × floors\n") && explained.contains(", up 1 floor"), "{explained}");
    let early = desk.file("answer.json", &answer.replace(r#"{"shop":"S0"},"#, ""));
    let checked = ask(&["check".as_ref(), instance.as_os_str(), early.as_os_str()]);
    assert_eq!(checked.status.code(), Some(1));
    assert!(said(&checked.stdout).contains("O0: it is reached without its goods"), "{}", said(&checked.stdout));
}

#[test]
fn windows_decide_the_order_and_lengths_count_in_tenths() {
    let desk = Desk::new();
    let (output, answer) = desk.solve(&desk.file("two.txt", TIMED), &["--iterations", "500"]);
    assert!(output.status.success(), "{}", said(&output.stderr));
    assert_eq!(answer, "Route #1: 2 1\nCost 12.0\n");
}

#[test]
fn a_fleet_that_is_too_small_leaves_clients_out_and_says_why() {
    let desk = Desk::new();
    let small = TIMED.replace("   2         10", "   1         1");
    // Long enough for the local search to meet who is left out.
    let (output, answer) = desk.solve(&desk.file("small.txt", &small), &["--iterations", "3000"]);
    assert!(output.status.success(), "{}", said(&output.stderr));
    assert_eq!(answer.lines().count(), 2, "{answer}");
    assert!(said(&output.stdout).contains("left out: 2, carts or backs are full"), "{}", said(&output.stdout));
}

#[test]
fn a_broken_answer_is_told_and_fails() {
    let desk = Desk::new();
    let instance = desk.file("two.txt", TIMED);
    for (answer, fault) in [
        ("Route #1: 1 2\n", "route 1: at 2 by 70, which closes at 60"),
        ("Route #1: 2\n", "client 1 is visited 0 times"),
        ("Route #1: 2 1 1\n", "client 1 is visited 2 times"),
        ("Route #1: 2 1 9\n", "route 1: there is no client 9"),
        ("Route #1: 1\nRoute #2: 2\nRoute #3: 2\n", "3 routes, but there are 2 vehicles"),
    ] {
        let written = desk.file("answer.sol", answer);
        let checked = ask(&["check".as_ref(), instance.as_os_str(), written.as_os_str()]);
        assert_eq!(checked.status.code(), Some(1));
        let told = said(&checked.stdout);
        assert!(told.contains(fault) && told.contains("infeasible"), "{told}");
    }
}

#[test]
fn bad_input_is_one_line_that_names_the_file_the_field_and_the_remedy() {
    let desk = Desk::new();
    for (text, fault) in [
        ("", "format: neither CVRPLIB nor Solomon nor portage"),
        (&CAPACITATED.replace("CAPACITY : 3", "CAPACITY : -3"), "CAPACITY: -3; give a whole number, 0 or more"),
        (&CAPACITATED.replace("CAPACITY : 3\n", ""), "CAPACITY: nothing"),
        (&CAPACITATED.replace("EUC_2D", "EXPLICIT"), "EDGE_WEIGHT_TYPE: EXPLICIT; only EUC_2D is read"),
        (&CAPACITATED.replace("3 10 1", "3 10 NaN"), "line 9: NaN; give a number"),
        (&CAPACITATED.replace("3 10 1", "2 10 1"), "line 9: place 2 again"),
        (&CAPACITATED.replace("\n7 1\nDEPOT", "\nDEPOT"), "DEMAND_SECTION: no line for place 7"),
        (&CAPACITATED.replace("DEPOT_SECTION\n1", "DEPOT_SECTION\n4"), "DEPOT_SECTION: 4"),
        (&TIMED.replace("2 6 0 1 0 6 1", "2 6 0 1 0 6"), "line 12: 6 numbers; give seven"),
        (&TIMED.replace("2 6 0 1 0 6 1", "2 6 0 1 9 6 1"), "ends before it begins"),
        (&TIMED.replace("2 6 0 1 0 6 1", "5 6 0 1 0 6 1"), "line 12: place 5"),
        (&TIMED.replace("2 6 0 1 0 6 1", "2 6 0 -1 0 6 1"), "line 12: -1; give a whole number"),
        (&TIMED.replace("   2         10", "   2"), "NUMBER: no line of two numbers"),
        (&TIMED.replace("2 6 0", "2 1e300 0"), "is not within"),
        (&TIMED.replace("   2         10", "   1000000000000         10"), "NUMBER: 1000000000000; give at most 5000"),
        (&PORTAGE.replace("portage/1", "portage/9"), "format: portage/9; give a file of the format portage/1"),
        (&PORTAGE.replace("\"load_s\": 180", "\"load_s\": NaN"), "shops[0].load_s: "),
        (&PORTAGE.replace("\"load_s\": 180", "\"load_s\": -180"), "shops[0].load_s: -180 is not within"),
        (&PORTAGE.replace("\"id\": \"O1\"", "\"id\": \"O0\""), "orders[1].id: O0 again"),
        (&PORTAGE.replace("\"prefer\": \"V0\"", "\"prefer\": \"V9\""), "orders[1].prefer: there is no V9"),
        (&PORTAGE.replace("[60, 90, 0]]", "[60, 90]]"), "[2]: 2 entries; give one for each place"),
        (&PORTAGE.replace("\"place\": 2", "\"place\": 3"), "orders[1].place: 3; name a place of the file"),
        (&format!("{PORTAGE}xx"), "the end: trailing characters"),
        (&PORTAGE.replacen("\"windows\": [[", "\"windows\": [], \"was\": [[", 1), "orders[0].windows: none"),
        (
            &PORTAGE.replace("\"break_penalty\": 3000", "\"break_penalty\": -1"),
            "costs.break_penalty: -1; give 0 or more",
        ),
        (&PORTAGE.replace("\"mode\": \"hub\",", ""), "the whole: missing field `mode`"),
    ] {
        let (output, answer) = desk.solve(&desk.file("bad", text), &["--iterations", "1"]);
        let told = said(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{fault}: {told}");
        assert!(told.contains("bad") && told.contains(fault) && told.trim().lines().count() == 1, "{fault}: {told}");
        assert_eq!(answer, "", "nothing is written");
    }
}

#[test]
fn a_mark_at_the_beginning_of_a_file_is_no_part_of_it() {
    let desk = Desk::new();
    let (output, _) = desk.solve(&desk.file("day.json", &format!("\u{feff}{PORTAGE}")), &["--iterations", "10"]);
    assert!(output.status.success(), "{}", said(&output.stderr));
}

#[test]
fn an_empty_day_is_a_plan() {
    let desk = Desk::new();
    let alone = "VEHICLE\nNUMBER CAPACITY\n0 10\nCUSTOMER\n0 0 0 0 0 100 0\n";
    let (output, answer) = desk.solve(&desk.file("alone.txt", alone), &["--time-limit", "0.01"]);
    assert!(output.status.success(), "{}", said(&output.stderr));
    assert_eq!(answer, "Cost 0.0\n");
}

#[test]
fn an_output_that_cannot_be_written_is_told_before_the_search() {
    let desk = Desk::new();
    let instance = desk.file("six.vrp", CAPACITATED);
    let earlier = desk.file("earlier.sol", "Cost 1\n");
    // Nobody could wait for so many iterations.
    let of = |output: &Path, more: &[&str]| {
        let mut words = vec!["solve".as_ref(), instance.as_os_str(), "--iterations".as_ref(), "999999999999".as_ref()];
        words.extend(["--output".as_ref(), output.as_os_str()]);
        words.extend(more.iter().map(AsRef::<std::ffi::OsStr>::as_ref));
        ask(&words)
    };
    let link = desk.0.path().join("link");
    fs::hard_link(&instance, &link).expect("a link");
    let folder = desk.0.path();
    let twice = earlier.to_str().expect("a name");
    for (output, more, told) in [
        (&folder.join("none/x.sol"), &[][..], "cannot be written"),
        (&folder.to_owned(), &[], "a folder"),
        (&instance, &[], "the same file"),
        (&link, &[], "the same file"),
        (&earlier, &["--picture", twice], "the same file"),
    ] {
        let answer = of(output, more);
        assert_eq!(answer.status.code(), Some(2), "{told}");
        assert!(said(&answer.stderr).contains(told), "{}", said(&answer.stderr));
    }
    assert_eq!(fs::read_to_string(&instance).expect("the instance"), CAPACITATED);
    assert_eq!(fs::read_to_string(&earlier).expect("the answer"), "Cost 1\n");
    assert_eq!(fs::read_dir(folder).expect("the folder").count(), 3, "no draft is left");
}

#[test]
fn rounds_that_cannot_be_written_are_told_all_the_same() {
    let desk = Desk::new();
    let instance = desk.file("six.vrp", CAPACITATED);
    let words = ["--iterations", "100", "--json", "--output", "/dev/full"].map(AsRef::<std::ffi::OsStr>::as_ref);
    let answer = ask(&[&["solve".as_ref(), instance.as_os_str()][..], &words[..]].concat());
    assert_eq!(answer.status.code(), Some(2));
    assert!(said(&answer.stdout).contains("\"rounds\""), "{}", said(&answer.stdout));
}

#[test]
fn an_interrupted_search_writes_the_best_so_far() {
    for signal in ["INT", "TERM", "HUP"] {
        let desk = Desk::new();
        let (pipe, output) = (desk.0.path().join("pipe"), desk.0.path().join("answer.sol"));
        assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
        let solving = Command::new(env!("CARGO_BIN_EXE_palier-optimise"))
            .args(["solve".as_ref(), pipe.as_os_str(), "--output".as_ref(), output.as_os_str()])
            .args(["--iterations", "999999999999"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command was built");
        // Whoever reads the instance listens to signals by then.
        fs::write(&pipe, CAPACITATED).expect("somebody reads");
        let kill = Command::new("kill").args([&format!("-{signal}"), &solving.id().to_string()]).status();
        assert!(kill.expect("kill").success());
        let answer = solving.wait_with_output().expect("an end");
        assert_eq!(answer.status.code(), Some(0), "{signal}: {}", said(&answer.stderr));
        assert!(said(&answer.stderr).contains("interrupted"), "{}", said(&answer.stderr));
        assert!(fs::read_to_string(&output).expect("an answer").contains("Cost "));
    }
}
