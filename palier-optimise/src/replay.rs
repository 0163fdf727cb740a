//! Walks the routes of an answer file through a standard instance. It shares no code with the optimiser: it is there to doubt it.

use crate::instance::Standard;

/// What a walk found.
pub(crate) struct Replayed {
    /// The length of all routes.
    pub(crate) cost: i64,
    /// What is broken, a line each; none if the routes are feasible.
    pub(crate) faults: Vec<String>,
}

/// Walks every route.
pub(crate) fn replay(instance: &Standard, routes: &[Vec<usize>]) -> Replayed {
    let mut found = Replayed { cost: 0, faults: Vec::new() };
    let mut visits = vec![0_usize; instance.places.len()];
    let routes: Vec<&Vec<usize>> = routes.iter().filter(|route| !route.is_empty()).collect();
    for (number, route) in (1..).zip(&routes) {
        for &client in *route {
            match visits.get_mut(client) {
                Some(visits) if client > 0 => *visits += 1,
                _ => found.faults.push(format!("route {number}: there is no client {client}")),
            }
        }
    }
    for (client, visits) in visits.iter().enumerate().skip(1).filter(|(_, visits)| **visits != 1) {
        found.faults.push(format!("client {client} is visited {visits} times"));
    }
    if routes.len() > instance.fleet {
        found.faults.push(format!("{} routes, but there are {} vehicles", routes.len(), instance.fleet));
    }
    for (number, route) in (1..).zip(routes) {
        walk(instance, number, route, &mut found);
    }
    found
}

fn walk(instance: &Standard, number: usize, route: &[usize], found: &mut Replayed) {
    let Some(depot) = instance.places.first() else { return };
    let places: Vec<_> = route.iter().filter_map(|client| Some((*client, instance.places.get(*client)?))).collect();
    let load: i64 = places.iter().map(|(_, place)| place.demand).sum();
    if load > instance.capacity {
        found.faults.push(format!("route {number}: it carries {load}, a vehicle holds {}", instance.capacity));
    }
    let mut now = depot.window.map_or(0, |day| day.from);
    let mut here = depot;
    for (client, there) in places.into_iter().chain([(0, depot)]) {
        let length = i64::from((instance.length)(*here, *there));
        found.cost += length;
        if let Some(window) = there.window {
            now = (now + length).max(window.from);
            if now > window.to {
                found.faults.push(format!("route {number}: at {client} by {now}, which closes at {}", window.to));
            }
            now += there.service_s;
        }
        here = there;
    }
}
