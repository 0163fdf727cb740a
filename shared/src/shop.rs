//! Words about pick-up points and what they offer.

crate::words! {
    /// What a pick-up point is.
    pub enum PickupPointKind {
        /// A partner shop, which gets a slip.
        PartnerShop => "partner_shop",
        /// A room with stock of the association's own.
        Depot => "depot",
    }

    /// What a product is to whoever carries and counts it.
    pub enum ProductKind {
        /// Bread: light, early, may hang in a bag.
        Bread => "bread",
        /// A pack of water: heavy, handed over.
        WaterPack => "water_pack",
        /// Anything else.
        Other => "other",
    }

    /// Who pays for the goods; to carry them is always free.
    pub enum PaidBy {
        /// The association pays the shop.
        AssociationPays => "association_pays",
        /// The resident pays the shop; volunteers handle no money.
        ResidentPaysShop => "resident_pays_shop",
        /// The shop gives them.
        Donated => "donated",
    }

    /// How the hour until which a product can be ordered is found.
    pub enum CutoffKind {
        /// On the last days before on which the shop is open.
        OpenDaysBefore => "open_days_before",
        /// On a weekday of the week before.
        WeekdayBefore => "weekday_before",
    }

    /// Where a slip stands.
    pub enum SlipStatus {
        /// Frozen, the shop has not answered.
        Frozen => "frozen",
        /// A person heard or read the shop's yes.
        Confirmed => "confirmed",
    }

    /// How a shop confirmed.
    pub enum ConfirmedHow {
        /// On the telephone.
        ByPhone => "by_phone",
        /// At the counter.
        AtCounter => "at_counter",
        /// In writing.
        InWriting => "in_writing",
    }

    /// Whether a day can be ordered.
    pub enum DayState {
        /// It can.
        Open => "open",
        /// It cannot.
        Closed => "closed",
    }

    /// Why a product cannot be ordered for a day.
    pub enum DayClosed {
        /// It is not offered any more.
        Withdrawn => "withdrawn",
        /// It is not delivered on this weekday.
        NotADeliveryDay => "not_a_delivery_day",
        /// A public holiday.
        Holiday => "holiday",
        /// The shop's weekly rest or its leave.
        ShopClosed => "shop_closed",
        /// Too late.
        CutoffPassed => "cutoff_passed",
    }
}

impl PaidBy {
    /// Who pays, as a resident reads it before the first order.
    pub fn said(self) -> &'static str {
        match self {
            Self::AssociationPays => "Le portage est gratuit. L'association paie le commerce.",
            Self::ResidentPaysShop => "Le portage est gratuit. Vous payez vous-même le commerce.",
            Self::Donated => "Le portage est gratuit. Le commerce donne les produits.",
        }
    }
}
