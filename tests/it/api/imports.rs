//! Lists: all or nothing, every fault with its line and column.

use harness::{Answered, House, Phone, Value, json};

use super::street;

const PLACES: &str = "\u{feff}residence;batiment;entree;numero;voie;code_postal;code_insee;etage;porte;ascenseur;lat;lon;qpv_code;bailleur\r
Les Embruns;;A;1;rue des Mouettes;;;RDC;gauche;non;50,718;1,633;;\r
Les Embruns;;A;;;;;RDC;droite;;;;;\r
Les Embruns;;A;;;;;1;gauche;;;;;\r
Les Embruns;Tour;B;;;;;SS;loge;panne;;;;Habitat du Large\r
";

const PEOPLE: &str = "nom;prenom;civilite;residence;batiment;entree;etage;porte;telephone;jours;pain;eau;remise;accord_par;accord_le;accord_comment
Varangeot;Odilon;M.;Les Embruns;;A;RDC;gauche;03 53 01 00 40;;;;;Maëlle Trévidic;24/02/2019;porte
Brévenne;Ysolde;Mme;;;a;2;droite;;;;;sac;;25/02/2019;téléphone
Brévenne;Corentin;;;tour;B;SS;loge;06.39.98.00.41;;;;;;;
";

async fn import(by: &Phone, what: &str, text: &str) -> Answered {
    by.post_text(&format!("/v1/imports/{what}"), "text/csv", text).await
}

fn faults(problem: &Value) -> Vec<String> {
    let faults = problem["faults"].as_array().unwrap();
    faults
        .iter()
        .map(|fault| format!("{}: {}", fault["at"].as_str().unwrap(), fault["what"].as_str().unwrap()))
        .collect()
}

#[tokio::test]
async fn doors_come_from_a_list_and_stay_as_they_are_known() {
    let house = House::open().await;
    let coordinator = house.coordinator();
    let ask = |text: &str| {
        coordinator
            .ask("POST".parse().unwrap(), "/v1/imports/residences")
            .key("one-list-once")
            .text("text/csv; charset=utf-8", text)
    };
    let made = ask(PLACES).go().await.is(201);
    assert_eq!(made, json!({ "residences": 1, "entrances": 2, "dwellings": 4 }));
    assert_eq!(ask(PLACES).go().await.is(201), made, "the same request has one effect");
    let again = import(&coordinator, "residences", PLACES).await.is(201);
    assert_eq!(again, json!({ "residences": 0, "entrances": 0, "dwellings": 0 }));
    let entrances = coordinator.get("/v1/entrances").await.is(200);
    let mut told: Vec<_> =
        entrances["items"].as_array().unwrap().iter().map(|it| [&it["name"], &it["lift"], &it["lat"]]).collect();
    told.sort_by_key(|told| told[0].to_string());
    assert_eq!(json!(told), json!([["A", "none", 50.718], ["B", "out_of_order", null]]));
    assert_eq!(house.stranger().await.get("/v1/entrances").await.is(200)["items"], json!([]));
    house.relay().await.post_text("/v1/imports/residences", "text/csv", PLACES).await.refused(403, "right.missing");
}

#[tokio::test]
async fn a_faulty_list_of_doors_writes_nothing() {
    let house = House::open().await;
    let coordinator = house.coordinator();
    let list = "residence;entree;etage;porte;ascenseur;lat;lon
Les Embruns;A;RDC;gauche;oui;50.7;1.6
;A;haut;droite;peut-être;;
Les Embruns;A;RDC;Gauche;panne;50.7;
";
    let problem = import(&coordinator, "residences", list).await.refused(422, "list.faulty");
    assert_eq!(
        faults(&problem),
        [
            "ligne 3, colonne residence: à remplir",
            "ligne 3, colonne ascenseur: oui, non ou panne",
            "ligne 3, colonne etage: SS, RDC ou un nombre de -5 à 60",
            "ligne 4, colonne lon: à remplir avec lat",
            "ligne 4, colonne ascenseur: ne dit pas la même chose qu'une ligne plus haut",
            "ligne 4, colonne porte: cette porte est déjà dans la liste",
        ]
    );
    assert_eq!(coordinator.get("/v1/residences").await.is(200)["items"], json!([]));
    for broken in ["", "\u{0}", "nom\n1", "residence;entree;etage;porte\n"] {
        import(&coordinator, "residences", broken).await.refused(422, "list.faulty");
    }
    let path = "/v1/imports/residences";
    coordinator.post_text(path, "text/plain", PLACES).await.refused(415, "request.not_json");
    let latin = coordinator.ask("POST".parse().unwrap(), path).key("latin-list").header("content-type", "text/csv");
    latin.bytes(b"r\xe9sidence").go().await.refused(400, "request.unreadable");
    coordinator
        .ask("POST".parse().unwrap(), path)
        .text("text/csv", PLACES)
        .go()
        .await
        .refused(400, "idempotency.key_missing");
}

#[tokio::test]
async fn people_come_from_a_list_with_who_when_and_how() {
    let house = House::open().await;
    let coordinator = house.coordinator();
    import(&coordinator, "residences", PLACES).await.is(201);
    let made = import(&coordinator, "residents", PEOPLE).await.is(201);
    assert_eq!(made, json!({ "residents": 3, "pending": 1, "standing_orders": 0, "dwellings": 1 }));
    let told = coordinator.get("/v1/residents").await.is(200);
    let told =
        |name: &str| told["items"].as_array().unwrap().iter().find(|it| it["given_name"] == name).unwrap().clone();
    let (odilon, ysolde, corentin) = (told("Odilon"), told("Ysolde"), told("Corentin"));
    assert_eq!((&odilon["phone"], &odilon["courtesy_title"]), (&json!("+33353010040"), &json!("monsieur")));
    assert_eq!(odilon["consents"][0]["given_on"], "2019-02-24");
    assert_eq!((&ysolde["handover"], &ysolde["bread_bag_on"]), (&json!("bag_on_door"), &json!("2019-02-25")));
    assert_eq!(
        (&corentin["status"], &corentin["place"]),
        (&json!("pending"), &json!("Tour, entrée B, 1er sous-sol, porte loge"))
    );
    let problem = import(&coordinator, "residents", PEOPLE).await.refused(422, "list.faulty");
    assert_eq!(faults(&problem).len(), 3, "nobody is signed up twice");
}

#[tokio::test]
async fn usual_days_become_a_usual_order() {
    let house = House::open().await;
    let coordinator = house.coordinator();
    street::residence(&coordinator).await;
    let products = coordinator.get("/v1/products").await.is(200);
    let bread = products["items"].as_array().unwrap().iter().find(|it| it["kind"] == "bread").unwrap()["id"].clone();
    let head = "nom;prenom;entree;etage;porte;jours;pain;eau;accord_le;accord_comment";
    let list = format!(
        "{head}\nBrévenne;Ysolde;A;1;gauche;mar ven;2;;25/02/2019;porte\nBrévenne;Odilon;A;1;gauche;;1 tous;;25/02/2019;porte\n"
    );
    let made = import(&coordinator, "residents", &list).await.is(201);
    assert_eq!(made, json!({ "residents": 2, "pending": 0, "standing_orders": 2, "dwellings": 0 }));
    let first = coordinator.get("/v1/residents?q=ysolde").await.is(200)["items"][0]["id"].clone();
    let usual = coordinator.get(&format!("/v1/residents/{}/standing_order", first.as_str().unwrap())).await.is(200);
    let lines: Vec<_> = usual["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| (line["product_id"].clone(), line["quantity"].clone()))
        .collect();
    assert_eq!(lines, vec![(bread, json!(2)); 2]);
    let odette = "Varangeot;Odette;A;2;gauche;lun;1;;25/02/2019;porte";
    let wrong = format!("{head}\n{odette}\nVarangeot;Ode;A;2;gauche;mar;9;;25/02/2019;porte\n");
    let problem = import(&coordinator, "residents", &wrong).await.refused(422, "list.faulty");
    assert_eq!(
        faults(&problem),
        ["ligne 2, colonne pain: ce produit n'est pas livré ces jours-là", "ligne 3, colonne pain: 6 au plus par jour",]
    );
}

#[tokio::test]
async fn a_faulty_list_of_people_writes_nothing() {
    let house = House::open().await;
    let coordinator = house.coordinator();
    street::residence(&coordinator).await;
    let list = "nom;prenom;entree;etage;porte;telephone;jours;pain;eau;accord_le;accord_comment
Varangeot;Odilon;A;RDC;gauche;pas de téléphone;demain;1;1;04/03/2030;oral
Brévenne;Ysolde;Z;RDC;gauche;;mar;1;;;
";
    let problem = import(&coordinator, "residents", list).await.refused(422, "list.faulty");
    let faults = faults(&problem);
    for expected in [
        "ligne 2, colonne jours: des jours, comme «\u{202f}mar ven\u{202f}», ou «\u{202f}tous\u{202f}»",
        "ligne 2, colonne telephone: ce numéro est incorrect",
        "ligne 2, colonne accord_le: une date passée, comme 04/03/2019 ou 2019-03-04",
        "ligne 2, colonne accord_comment: porte, téléphone, papier ou application",
        "ligne 3, colonne pain: sans accord il n'y a pas de commande habituelle",
        "ligne 3, colonne entree: cette entrée n'est pas connue",
    ] {
        assert!(faults.iter().any(|fault| fault == expected), "{expected} is missing in {faults:#?}");
    }
    assert_eq!(coordinator.get("/v1/residents").await.is(200)["items"], json!([]));
}
