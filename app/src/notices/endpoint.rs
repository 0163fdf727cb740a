//! Where a device may ask us to send: to a push service on the open internet, over https. Anything else would make palier
//! knock at doors inside the network that it stands in, on behalf of whoever is signed in.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use shared::Refusal;
use url::{Host, Url};

use crate::error::Result;

/// Longer than any address of a push service.
const LONGEST: usize = 1000;

/// The address of a push service as it was given, checked. `private_hosts` lets http and this machine in.
///
/// Refuses what is no address, is not https, holds a name and a password, or names a host that is not on the open internet.
pub fn checked(text: &str, private_hosts: bool) -> Result<Url> {
    let refused = Refusal::PushAddressRefused;
    let url = Url::parse(text).ok().filter(|_| text.len() <= LONGEST).ok_or(refused)?;
    let bare = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    let open = match url.host() {
        Some(Host::Domain(name)) => is_public_name(name),
        Some(Host::Ipv4(ip)) => is_public(IpAddr::V4(ip)),
        Some(Host::Ipv6(ip)) => is_public(IpAddr::V6(ip)),
        None => return Err(refused.into()),
    };
    let secure = url.scheme() == "https" || (private_hosts && url.scheme() == "http");
    if bare && secure && (open || private_hosts) { Ok(url) } else { Err(refused.into()) }
}

/// A name with a dot that no machine keeps for itself or its network (RFC 6761, 6762, 8375).
fn is_public_name(name: &str) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let kept = ["localhost", "local", "internal", "test", "invalid", "arpa", "onion", "lan", "home"];
    let last = name.rsplit('.').next().unwrap_or_default();
    name.contains('.') && !kept.contains(&last)
}

/// Whether an address is on the open internet: neither this machine, nor its network, nor one that is kept for something else
/// (IANA special-purpose registries). Asked again when a name is looked up, because a name may lead anywhere.
pub fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => match ip.to_ipv4() {
            Some(inner) if ip.segments()[..5] == [0; 5] => is_public_v4(inner),
            _ => is_public_v6(ip),
        },
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let kept = ip.is_unspecified()
        || ip.is_loopback()
        || ip.is_private()
        || ip.is_link_local()
        || ip.is_multicast()
        || ip.is_documentation()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (18..20).contains(&b));
    !kept
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [first, second, ..] = ip.segments();
    // Global unicast is 2000::/3; of it, 2001::/23 is for protocols, 2002::/16 holds addresses of version 4, 3fff::/20 and
    // 2001:db8::/32 are for documents.
    let global = first & 0xE000 == 0x2000;
    let protocols = first == 0x2001 && second < 0x0200;
    let documents = (first == 0x2001 && second == 0x0DB8) || (first == 0x3FFF && second < 0x1000);
    global && !protocols && !documents && first != 0x2002
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn push_services_are_let_in() {
        for good in [
            "https://fcm.googleapis.com/fcm/send/abc:def",
            "https://updates.push.services.mozilla.com/wpush/v2/gAAA",
            "https://web.push.apple.com/QGuQ",
            "https://wns2-par02p.notify.windows.com/w/?token=BQY%3d",
            "https://push.example.org:8443/x",
        ] {
            assert!(checked(good, false).is_ok(), "{good}");
        }
    }

    #[test]
    fn nothing_inside_is_knocked_at() {
        for bad in [
            "",
            "push",
            "http://push.example.org/x",
            "ftp://push.example.org/x",
            "https://localhost/x",
            "https://palier/x",
            "https://db.internal/x",
            "https://printer.local./x",
            "https://127.0.0.1/x",
            "https://2130706433/x",
            "https://0x7f.1/x",
            "https://10.0.0.8/x",
            "https://172.16.3.4/x",
            "https://192.168.1.1/x",
            "https://169.254.169.254/latest/meta-data",
            "https://100.64.0.1/x",
            "https://0.0.0.0/x",
            "https://[::1]/x",
            "https://[::ffff:10.0.0.1]/x",
            "https://[fe80::1]/x",
            "https://[fd00::1]/x",
            "https://[2002:7f00:1::]/x",
            "https://name:word@push.example.org/x",
            "https://push.example.org/x#y",
        ] {
            assert!(checked(bad, false).is_err(), "{bad}");
        }
        assert!(checked(&format!("https://push.example.org/{}", "x".repeat(LONGEST)), false).is_err());
        assert!(checked("http://127.0.0.1:8080/x", true).is_ok());
    }
}
