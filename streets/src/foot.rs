//! Which ways a person on foot may use, by their tags.
//!
//! Three questions in this order: is it a kind of way on which people walk; does `foot`, or failing that `access`,
//! forbid it; is it private. Private ways of an estate are where palier's neighbours live, so they are kept and marked;
//! the search does not cut through them. Conditions of time (`access:conditional`) and directions (`oneway`) are not
//! read: both are about vehicles nearly everywhere, and the volunteer sees the gate. An escalator is steps.

/// What a way is to a person on foot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Footing {
    /// Stairs: slower, and nothing for a cart.
    pub steps: bool,
    /// For residents and who is let in.
    pub private: bool,
    /// Below the ground: people pass through, but no door opens onto it.
    pub below: bool,
}

/// Kinds of way on which people walk unless something forbids it. Roads count in towns, where they have pavements.
const WALKED: [&str; 22] = [
    "bridleway",
    "corridor",
    "crossing",
    "elevator",
    "footway",
    "living_street",
    "path",
    "pedestrian",
    "platform",
    "primary",
    "primary_link",
    "residential",
    "road",
    "secondary",
    "secondary_link",
    "service",
    "steps",
    "tertiary",
    "tertiary_link",
    "track",
    "trail",
    "unclassified",
];
/// Kinds of way on which people walk only where `foot` says so.
const WALKED_IF_SAID: [&str; 4] = ["busway", "cycleway", "trunk", "trunk_link"];
/// Values of `foot` that forbid. `use_sidepath` says that the pavement is drawn as a way of its own.
const FOOT_FORBIDS: [&str; 4] = ["no", "use_sidepath", "unsuitable", "impassable"];
/// Values of `access` that forbid people on foot too, where `foot` is silent.
const ACCESS_FORBIDS: [&str; 3] = ["no", "military", "emergency"];
/// Values of either that make a way private.
const PRIVATE: [&str; 5] = ["private", "residents", "customers", "delivery", "permit"];

/// The tags of a way or of a node that matter here.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tags<'a> {
    highway: Option<&'a str>,
    foot: Option<&'a str>,
    access: Option<&'a str>,
    motorroad: Option<&'a str>,
    below: bool,
    barrier: bool,
    entrance: Option<&'a str>,
}

impl<'a> Tags<'a> {
    /// Picks them from all the tags.
    pub(crate) fn of(tags: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut picked = Self::default();
        for (key, value) in tags {
            match key {
                "highway" => picked.highway = Some(value),
                "foot" => picked.foot = Some(value),
                "access" => picked.access = Some(value),
                "motorroad" => picked.motorroad = Some(value),
                "tunnel" => picked.below = !["no", "building_passage", "covered"].contains(&value),
                "barrier" => picked.barrier = true,
                "entrance" => picked.entrance = Some(value),
                _ => {}
            }
        }
        picked
    }

    /// What the way is to a person on foot; `None` where they may not walk.
    pub(crate) fn footing(&self) -> Option<Footing> {
        let highway = self.highway?;
        let said = self.foot.is_some_and(|foot| !FOOT_FORBIDS.contains(&foot));
        let walked = WALKED.contains(&highway) && self.motorroad != Some("yes");
        let walked_if_said = WALKED.contains(&highway) || WALKED_IF_SAID.contains(&highway);
        if self.is_forbidden() || !(walked || said && walked_if_said) {
            return None;
        }
        let private = PRIVATE.contains(&self.foot.or(self.access).unwrap_or_default());
        Some(Footing { steps: highway == "steps", private, below: self.below })
    }

    /// Whether nobody passes this node on foot: a barrier that is shut to them.
    pub(crate) fn is_shut(&self) -> bool {
        self.barrier && self.is_forbidden()
    }

    /// Whether the node is a door through which people enter a building.
    pub(crate) fn is_entrance(&self) -> bool {
        self.entrance.is_some_and(|entrance| !["no", "garage", "emergency"].contains(&entrance)) && !self.is_forbidden()
    }

    fn is_forbidden(&self) -> bool {
        match self.foot {
            Some(foot) => FOOT_FORBIDS.contains(&foot),
            None => self.access.is_some_and(|access| ACCESS_FORBIDS.contains(&access)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(written: &'static str) -> Tags<'static> {
        Tags::of(written.split_whitespace().filter_map(|tag| tag.split_once('=')))
    }

    #[test]
    fn people_walk_where_they_may() {
        let way = Footing { steps: false, private: false, below: false };
        let private = Footing { private: true, ..way };
        let cases = [
            ("highway=footway", Some(way)),
            ("highway=residential oneway=yes", Some(way)),
            ("highway=steps", Some(Footing { steps: true, ..way })),
            ("highway=service access=private", Some(private)),
            ("highway=footway foot=private", Some(private)),
            ("highway=service access=private foot=yes", Some(way)),
            ("highway=service access=no foot=permissive", Some(way)),
            ("highway=service access=destination", Some(way)),
            ("highway=service access=no", None),
            ("highway=residential foot=no", None),
            ("highway=primary foot=use_sidepath", None),
            ("highway=primary motorroad=yes", None),
            ("highway=motorway", None),
            ("highway=motorway foot=yes", None),
            ("highway=trunk", None),
            ("highway=trunk foot=yes", Some(way)),
            ("highway=cycleway", None),
            ("highway=cycleway foot=designated", Some(way)),
            ("highway=cycleway foot=no", None),
            ("highway=construction foot=yes", None),
            ("highway=footway tunnel=yes", Some(Footing { below: true, ..way })),
            ("highway=footway tunnel=building_passage", Some(way)),
            ("railway=platform", None),
            ("waterway=river", None),
        ];
        for (written, footing) in cases {
            assert_eq!(tags(written).footing(), footing, "{written}");
        }
    }

    #[test]
    fn gates_are_shut_only_where_it_says_so() {
        assert!(tags("barrier=gate access=no").is_shut());
        assert!(!tags("barrier=gate access=no foot=yes").is_shut());
        assert!(!tags("barrier=gate access=private").is_shut());
        assert!(!tags("barrier=bollard").is_shut());
        assert!(!tags("highway=crossing access=no").is_shut());
    }

    #[test]
    fn garages_are_no_doors() {
        assert!(tags("entrance=staircase").is_entrance());
        assert!(tags("entrance=main access=private").is_entrance());
        assert!(!tags("entrance=garage").is_entrance());
        assert!(!tags("entrance=no").is_entrance());
    }
}
