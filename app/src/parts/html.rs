//! HTML that was written as text, as an element of a page. Knows nothing about what it says.
//!
//! Leptos has an element like it for what is known when the program is compiled: it keeps every text for ever, and copies
//! all it has kept whenever one is wanted (tachys 0.2.19). A directory says too many different things for that.

use leptos::tachys::{
    html::attribute::{Attribute, any_attribute::AnyAttribute},
    hydration::Cursor,
    renderer::{CastFrom as _, types},
    view::{Mountable, Position, PositionState, Render, RenderHtml, add_attr::AddAnyAttr},
};

use crate::browser::element_of;

/// One element, never changed by halves.
pub struct Html(String);

impl Html {
    /// `html` is one element, and every text in it is escaped.
    pub fn new(html: String) -> Self {
        Self(html)
    }
}

/// What is in the page, and the text it was made of.
pub struct HtmlState(String, types::Element);

impl Mountable for HtmlState {
    fn unmount(&mut self) {
        self.1.unmount();
    }

    fn mount(&mut self, parent: &types::Element, marker: Option<&types::Node>) {
        self.1.mount(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.1.insert_before_this(child)
    }

    fn elements(&self) -> Vec<types::Element> {
        vec![self.1.clone()]
    }
}

impl Render for Html {
    type State = HtmlState;

    fn build(self) -> HtmlState {
        let element = element_of(&self.0);
        HtmlState(self.0, element)
    }

    fn rebuild(self, state: &mut HtmlState) {
        if self.0 != state.0 {
            let mut next = self.build();
            state.insert_before_this(&mut next);
            state.unmount();
            *state = next;
        }
    }
}

impl AddAnyAttr for Html {
    type Output<NewAttr: Attribute> = Self;

    /// Attributes are written where the text is.
    fn add_any_attr<NewAttr: Attribute>(self, _: NewAttr) -> Self {
        self
    }
}

impl RenderHtml for Html {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn html_len(&self) -> usize {
        self.0.len()
    }

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(self, buf: &mut String, position: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {
        buf.push_str(&self.0);
        *position = Position::NextChild;
    }

    fn hydrate<const FROM_SERVER: bool>(self, cursor: &Cursor, position: &PositionState) -> HtmlState {
        match position.get() {
            Position::FirstChild => cursor.child(),
            Position::Current => {}
            _ => cursor.sibling(),
        }
        position.set(Position::NextChild);
        let element = types::Element::cast_from(cursor.current()).unwrap_or_else(|| element_of(&self.0));
        HtmlState(self.0, element)
    }

    fn into_owned(self) -> Self {
        self
    }
}
