//! Pieces that never change by halves, written as text: an icon with its words, the words of a choice.
//!
//! A list has some hundred of them. As text each is one thing to make on the server and to take over in the browser,
//! instead of four. Every text is escaped here.

use std::fmt::Write;

use leptos::{prelude::*, tachys::html::InertElement};

use super::icon;

/// An icon and words in an element with attributes.
pub fn icon_line(tag: &str, attributes: &[(&str, &str)], name: &str, text: &str) -> AnyView {
    let mut html = opened(tag, attributes);
    html.push_str(&icon::drawn("icon", name));
    element("span", &[], text, &mut html);
    closed(tag, html)
}

/// A list of words.
pub fn word_list(class: &str, item_class: &str, words: &[String]) -> AnyView {
    let mut html = opened("ul", &[("class", class)]);
    words.iter().for_each(|word| element("li", &[("class", item_class)], word, &mut html));
    closed("ul", html)
}

/// A word and how many results it stands for.
pub fn counted(word: &str, count: u32, shown: &str) -> AnyView {
    let mut html = opened("span", &[]);
    escape(word, &mut html);
    html.push(' ');
    element("data", &[("class", "soft"), ("value", &count.to_string())], &format!("({shown})"), &mut html);
    closed("span", html)
}

/// A value to choose in a menu.
pub fn menu_option(value: &str, text: &str, chosen: bool) -> AnyView {
    let mut html = opened("option", &[("value", value)]);
    if chosen {
        html.pop();
        html.push_str(" selected>");
    }
    escape(text, &mut html);
    closed("option", html)
}

fn opened(tag: &str, attributes: &[(&str, &str)]) -> String {
    let mut html = String::with_capacity(256);
    open(tag, attributes, &mut html);
    html
}

fn open(tag: &str, attributes: &[(&str, &str)], html: &mut String) {
    let _ = write!(html, "<{tag}");
    for (name, value) in attributes {
        let _ = write!(html, " {name}=\"");
        escape(value, html);
        html.push('"');
    }
    html.push('>');
}

fn element(tag: &str, attributes: &[(&str, &str)], text: &str, html: &mut String) {
    open(tag, attributes, html);
    escape(text, html);
    let _ = write!(html, "</{tag}>");
}

fn closed(tag: &str, mut html: String) -> AnyView {
    let _ = write!(html, "</{tag}>");
    InertElement::new(html).into_any()
}

fn escape(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            other => html.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_attributes_are_escaped() {
        let view = icon_line("p", &[("class", "a\"b")], "open", "<b>&</b>");
        let html = view.to_html();
        assert!(html.starts_with("<p class=\"a&quot;b\"><svg class=\"icon\""), "{html}");
        assert!(html.ends_with("<span>&lt;b&gt;&amp;&lt;/b&gt;</span></p>"), "{html}");
    }

    #[test]
    fn a_chosen_option_says_so() {
        assert_eq!(menu_option("75", "75 (12)", true).to_html(), "<option value=\"75\" selected>75 (12)</option>");
        assert_eq!(menu_option("", "–", false).to_html(), "<option value=\"\">–</option>");
    }
}
