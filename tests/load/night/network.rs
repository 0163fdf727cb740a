//! A network as one of neighbourhood associations is (domain.md S04: 129 associations in 320 neighbourhoods), generated: the
//! same number gives the same network. Every name is invented, put together from syllables.

/// Doors at which something is brought, in each neighbourhood: one household behind each entrance.
pub const STOPS: usize = 60;
/// Volunteers of a neighbourhood: S04 counts 2,500 of them.
pub const VOLUNTEERS: usize = 8;
/// Associations and neighbourhoods of the network.
const REAL: (usize, usize) = (129, 320);
/// Entrances of a slab, and how far apart they and the slabs are, in metres.
const SLAB: usize = 6;
const ENTRANCE_M: f64 = 22.0;
const SLAB_M: f64 = 55.0;
/// Metres between two neighbourhoods of an association.
const APART_M: f64 = 400.0;
/// Metres of a degree of latitude, and of longitude in the north of France.
const DEGREE_M: (f64, f64) = (111_000.0, 70_500.0);

const GIVEN: [&str; 16] = [
    "Odile", "Marcel", "Yvette", "Lucien", "Simone", "Fernand", "Colette", "Raymond", "Ginette", "Armand", "Huguette",
    "Gaston", "Paulette", "Norbert", "Suzel", "Anselme",
];
const HEADS: [&str; 16] = [
    "Ker", "Bel", "Mont", "Cour", "Val", "Tré", "Ros", "Pen", "Lan", "Mar", "Bois", "Haut", "Clair", "Fon", "Ver",
    "Brin",
];
const TAILS: [&str; 16] = [
    "vaudin", "lemont", "gouvier", "dessart", "thiron", "nardeau", "cassel", "bréval", "monnet", "rissac", "dalion",
    "feuillet", "guérand", "louvin", "mérieu", "sauvel",
];
const PLACES: [&str; 20] = [
    "Les Ormelines",
    "La Grangette",
    "Le Clos-Tison",
    "Les Vergnes-Hautes",
    "La Butte-aux-Oies",
    "Le Moulin-Perdu",
    "Les Quatre-Sentes",
    "La Fontaine-Sèche",
    "Le Champ-Merlin",
    "Les Hauts-Sureaux",
    "La Croix-Blonde",
    "Le Pré-Falot",
    "Les Trois-Lavoirs",
    "La Côte-Berthe",
    "Le Bois-Lunaire",
    "Les Tuilotes",
    "La Sente-Verte",
    "Le Port-aux-Joncs",
    "Les Carreaux",
    "La Motte-Jolie",
];

/// All associations.
pub struct Network {
    pub associations: Vec<Association>,
}

pub struct Association {
    pub name: String,
    pub neighbourhoods: Vec<Neighbourhood>,
}

pub struct Neighbourhood {
    pub name: String,
    /// The code by which lists name it.
    pub code: String,
    /// Its corner, north and east.
    pub at: (f64, f64),
    /// Counted through the network.
    number: usize,
}

impl Network {
    /// So many neighbourhoods, in associations as large as real ones.
    pub fn spread(neighbourhoods: usize) -> Self {
        let count = (neighbourhoods * REAL.0).div_ceil(REAL.1);
        let association = |at: usize| {
            let place = PLACES[at % PLACES.len()];
            Association { name: format!("Régie {place} {}", at / PLACES.len() + 1), neighbourhoods: Vec::new() }
        };
        let mut associations: Vec<Association> = (0..count).map(association).collect();
        for number in 0..neighbourhoods {
            let owner = number * count / neighbourhoods;
            let of = &mut associations[owner].neighbourhoods;
            let east = of.len() as f64 * APART_M;
            of.push(Neighbourhood {
                name: format!("{} {}", PLACES[(number * 7 + owner) % PLACES.len()], number + 1),
                code: format!("QN{number:04}"),
                at: moved((48.0 + owner as f64 * 0.02, 2.0), 0.0, east),
                number,
            });
        }
        Self { associations }
    }

    pub fn neighbourhoods(&self) -> usize {
        self.associations.iter().map(|association| association.neighbourhoods.len()).sum()
    }
}

impl Association {
    /// The list of its doors, as `POST /v1/imports/residences` reads it.
    pub fn doors(&self) -> String {
        let mut list = "residence;entree;etage;porte;ascenseur;lat;lon;qpv_code\n".to_owned();
        for (of, stop) in self.stops() {
            let (lat, lon) = of.entrance(stop);
            let lift = if of.draw(stop, 1) % 3 == 0 { "oui" } else { "non" };
            let floor = of.floor(stop);
            list.push_str(&format!("{};{};{floor};gauche;{lift};{lat:.6};{lon:.6};{}\n", of.name, stop + 1, of.code));
        }
        list
    }

    /// The list of its people with what they are used to on `days`, as `POST /v1/imports/residents` reads it.
    pub fn people(&self, days: &str, consent: &str) -> String {
        let mut list = "nom;prenom;residence;entree;etage;porte;jours;pain;eau;accord_le;accord_comment\n".to_owned();
        for (of, stop) in self.stops() {
            let (given, family) = of.person(stop);
            let bread = of.draw(stop, 2) % 2 + 1;
            let water = usize::from(of.draw(stop, 3) % 3 == 0);
            let floor = of.floor(stop);
            list.push_str(&format!(
                "{family};{given};{};{};{floor};gauche;{days};{bread};{water};{consent};porte\n",
                of.name,
                stop + 1
            ));
        }
        list
    }

    fn stops(&self) -> impl Iterator<Item = (&Neighbourhood, usize)> {
        self.neighbourhoods.iter().flat_map(|of| (0..STOPS).map(move |stop| (of, stop)))
    }
}

impl Neighbourhood {
    /// Given name and family name of somebody: residents come first, then volunteers.
    pub fn person(&self, number: usize) -> (&'static str, String) {
        let draw = self.draw(number, 4);
        let family = format!("{}{}", HEADS[draw / 16 % HEADS.len()], TAILS[draw / 256 % TAILS.len()]);
        (GIVEN[draw % GIVEN.len()], family)
    }

    fn entrance(&self, stop: usize) -> (f64, f64) {
        moved(self.at, (stop / SLAB) as f64 * SLAB_M, (stop % SLAB) as f64 * ENTRANCE_M)
    }

    fn floor(&self, stop: usize) -> usize {
        self.draw(stop, 5) % 5
    }

    /// The same chance each time, by the steps of splitmix64.
    fn draw(&self, number: usize, what: u64) -> usize {
        let mut bits = ((self.number * 1000 + number) as u64 * 8 + what).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((bits ^ (bits >> 31)) >> 16) as usize
    }
}

/// A place so many metres north and east of another.
pub fn moved((lat, lon): (f64, f64), north: f64, east: f64) -> (f64, f64) {
    (lat + north / DEGREE_M.0, lon + east / DEGREE_M.1)
}
