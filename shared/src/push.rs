//! The ways in which a device can be told something while palier is closed on it, and the rule for what names a device to the
//! one of them whose addresses are no addresses of the web.

crate::words! {
    /// A service that brings messages to devices.
    pub enum PushCarrier {
        /// The push service of the device's browser, RFC 8030.
        WebPush => "web_push",
        /// Google's, to an app on Android.
        Fcm => "fcm",
    }
}

/// Longer than any registration token; Google gives no length, and those of today have some two hundred letters.
const TOKEN_LONGEST: usize = 4096;

/// Whether a text can be a registration token: visible letters of ASCII. Only Google knows whether it is one.
pub fn can_be_token(text: &str) -> bool {
    (1..=TOKEN_LONGEST).contains(&text.len()) && text.bytes().all(|letter| letter.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_one_visible_word() {
        assert!(can_be_token("dQw4w9WgXcQ:APA91bF_x-y"));
        assert!(can_be_token(&"x".repeat(4096)));
        let long = "x".repeat(4097);
        for wrong in ["", " ", "a b", "a\nb", "a\u{7f}", "a\u{0}", "é", long.as_str()] {
            assert!(!can_be_token(wrong), "{wrong:?}");
        }
    }
}
