//! Invented streets, written as an `.osm.pbf` file: the few fields of the format that the reader needs, by hand.
//!
//! Coordinates are metres east and north of a corner near Boulogne, so that a test can say what it expects in metres.
#![allow(dead_code, clippy::expect_used, reason = "each test binary uses its part, and a broken fixture ends the test")]

use std::io::{Cursor, Write};

use streets::{Error, Spot, Streets};

const CORNER: Spot = Spot { lat: 50.72, lon: 1.62 };
const METRES_A_DEGREE: f64 = 111_195.08;

/// The point `east` and `north` metres of the corner.
pub fn spot(east: f64, north: f64) -> Spot {
    let lat = CORNER.lat + north / METRES_A_DEGREE;
    // The length of a degree east where the point is, so that walks east are exact everywhere.
    Spot { lat, lon: CORNER.lon + east / (METRES_A_DEGREE * lat.to_radians().cos()) }
}

/// Keys and values, as places in the list of words.
type Tags = Vec<(u64, u64)>;

/// A map under construction.
#[derive(Default)]
pub struct Village {
    words: Vec<String>,
    nodes: Vec<(i64, Spot, Tags)>,
    ways: Vec<(Vec<i64>, Tags)>,
    packed: bool,
    feature: Option<&'static str>,
}

impl Village {
    /// A node at metres east and north, with tags like `"barrier=gate access=no"`.
    pub fn node(mut self, id: i64, east: f64, north: f64, tags: &str) -> Self {
        let tags = self.tags(tags);
        self.nodes.push((id, spot(east, north), tags));
        self
    }

    /// A way through nodes.
    pub fn way(mut self, nodes: &[i64], tags: &str) -> Self {
        let tags = self.tags(tags);
        self.ways.push((nodes.to_vec(), tags));
        self
    }

    /// Blocks are compressed, as in real extracts.
    pub fn packed(self) -> Self {
        Self { packed: true, ..self }
    }

    /// The file says that its reader must know this.
    pub fn needing(self, feature: &'static str) -> Self {
        Self { feature: Some(feature), ..self }
    }

    fn tags(&mut self, tags: &str) -> Tags {
        let pairs = tags.split_whitespace().filter_map(|tag| tag.split_once('='));
        pairs.map(|(key, value)| (self.word(key), self.word(value))).collect()
    }

    fn word(&mut self, word: &str) -> u64 {
        let at = self.words.iter().position(|other| other == word).unwrap_or_else(|| {
            self.words.push(word.to_owned());
            self.words.len() - 1
        });
        // The first word of a block is empty.
        at as u64 + 1
    }

    /// The bytes of the file.
    pub fn pbf(&self) -> Vec<u8> {
        let mut words = Message::default();
        words.bytes(1, b"");
        for word in &self.words {
            words.bytes(1, word.as_bytes());
        }
        let mut block = Message::default();
        block.bytes(1, &words.0);
        block.bytes(2, &self.dense().0);
        block.bytes(2, &self.group_of_ways().0);
        let mut file = self.header();
        file.extend(self.framed("OSMData", &block.0));
        file
    }

    /// The bytes of its first block.
    pub fn header(&self) -> Vec<u8> {
        let mut header = Message::default();
        header.bytes(4, b"OsmSchema-V0.6");
        header.bytes(4, self.feature.unwrap_or("DenseNodes").as_bytes());
        self.framed("OSMHeader", &header.0)
    }

    fn dense(&self) -> Message {
        let (mut ids, mut lats, mut lons) = (Message::default(), Message::default(), Message::default());
        let mut tags = Message::default();
        let mut last = [0_i64; 3];
        for (id, spot, pairs) in &self.nodes {
            // A hundred billionths of a degree, the default of the format.
            let now = [*id, (spot.lat * 1e7).round() as i64, (spot.lon * 1e7).round() as i64];
            for (list, at) in [(&mut ids, 0), (&mut lats, 1), (&mut lons, 2)] {
                list.signed(now[at] - last[at]);
            }
            last = now;
            for (key, value) in pairs {
                tags.number(*key);
                tags.number(*value);
            }
            tags.number(0);
        }
        let mut dense = Message::default();
        for (field, list) in [(1, ids), (8, lats), (9, lons), (10, tags)] {
            dense.bytes(field, &list.0);
        }
        let mut group = Message::default();
        group.bytes(2, &dense.0);
        group
    }

    fn group_of_ways(&self) -> Message {
        let mut group = Message::default();
        for ((nodes, pairs), id) in self.ways.iter().zip(1_u64..) {
            let (mut keys, mut values, mut refs) = (Message::default(), Message::default(), Message::default());
            for (key, value) in pairs {
                keys.number(*key);
                values.number(*value);
            }
            let mut last = 0;
            for node in nodes {
                refs.signed(node - last);
                last = *node;
            }
            let mut way = Message::default();
            way.number(1 << 3);
            way.number(id);
            for (field, list) in [(2, keys), (3, values), (8, refs)] {
                way.bytes(field, &list.0);
            }
            group.bytes(3, &way.0);
        }
        group
    }

    fn framed(&self, kind: &str, content: &[u8]) -> Vec<u8> {
        let mut blob = Message::default();
        if self.packed {
            let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
            zlib.write_all(content).expect("a vector takes everything");
            blob.bytes(3, &zlib.finish().expect("a vector takes everything"));
        } else {
            blob.bytes(1, content);
        }
        frame(kind, blob.0.len() as u64, &blob.0)
    }

    /// The streets as they are read.
    pub fn read(&self) -> Result<Streets, Error> {
        Streets::read(Cursor::new(self.pbf()))
    }
}

/// A block whose header claims `size` bytes.
pub fn frame(kind: &str, size: u64, blob: &[u8]) -> Vec<u8> {
    let mut header = Message::default();
    header.bytes(1, kind.as_bytes());
    header.number(3 << 3);
    header.number(size);
    let mut file = (header.0.len() as u32).to_be_bytes().to_vec();
    file.extend(header.0);
    file.extend_from_slice(blob);
    file
}

/// A message of protocol buffers.
#[derive(Default)]
struct Message(Vec<u8>);

impl Message {
    fn number(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.0.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.0.push(value as u8);
    }

    fn signed(&mut self, value: i64) {
        self.number(((value << 1) ^ (value >> 63)) as u64);
    }

    fn bytes(&mut self, field: u64, bytes: &[u8]) {
        self.number(field << 3 | 2);
        self.number(bytes.len() as u64);
        self.0.extend_from_slice(bytes);
    }
}
