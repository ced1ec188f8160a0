//! What stands in the head of a page: title, description, and its address in every language.
//!
//! A server writes all of it; a browser that goes from page to page changes what it shows, reads out or shares.

use domain::Lang;

use crate::i18n::{t, text as k};

/// The head of a page that search engines may list. `path` is the address behind the language, such as `/guide`.
pub fn listed(lang: Lang, title: &str, description: &str, path: &str) {
    let title = title_of(lang, title);
    let description =
        if description.is_empty() { t(lang, k::SITE_DESCRIPTION).to_owned() } else { shorten(description) };
    here::listed(lang, title, description, path);
}

/// The head of a page that search engines leave out.
pub fn unlisted(lang: Lang, title: &str) {
    here::shown(lang, title_of(lang, title), None);
    here::leave_out();
}

/// The picture that a preview of a link shows, by its path.
pub fn picture(path: &str) {
    here::picture(path);
}

/// Tells search engines who runs the site.
pub fn publisher(lang: Lang) {
    here::publisher(lang);
}

/// Tells search engines to leave the page out: results and personal pages are endless or empty for them.
pub fn leave_out() {
    here::leave_out();
}

/// Makes the memory of what is written.
pub fn provide() {
    here::provide();
}

/// The status that the server sends with the page.
pub fn status(code: u16) {
    here::status(code);
}

/// The title of a page with the name of the site behind it.
fn title_of(lang: Lang, title: &str) -> String {
    let site = t(lang, k::SITE_NAME);
    if title.is_empty() { site.to_owned() } else { format!("{title} – {site}") }
}

/// What fits a search engine's line, cut at a word.
fn shorten(text: &str) -> String {
    let flat = text.replace(['\n', '[', ']'], " ");
    match flat.char_indices().nth(160) {
        None => flat,
        Some((end, _)) => format!("{}…", flat[..end].rsplit_once(' ').map_or(&flat[..end], |(start, _)| start)),
    }
}

#[cfg(feature = "ssr")]
mod here {
    use domain::{Code, Lang};
    use leptos::prelude::*;
    use leptos_meta::{Html, Link, Meta, Script, Title, provide_meta_context};

    use crate::{
        i18n::{t, text as k},
        view,
    };

    pub fn listed(lang: Lang, title: String, description: String, path: &str) {
        let base = use_context::<usecases::site::Site>().map(|site| site.base).unwrap_or_default();
        let address = |lang: Lang| format!("{base}/{lang}{path}");
        let alternates = Lang::ALL
            .iter()
            .map(|other| view! { <Link rel="alternate" hreflang=other.code() href=address(*other)/> })
            .collect_view();
        shown(lang, title.clone(), None);
        write("links", || {
            view! {
                <Meta name="description" content=description.clone()/>
                <Link rel="canonical" href=address(lang)/>
                {alternates}
                <Link rel="alternate" hreflang="x-default" href=format!("{base}/")/>
                <Meta property="og:title" content=title/>
                <Meta property="og:description" content=description/>
                <Meta property="og:url" content=address(lang)/>
                <Meta property="og:type" content="website"/>
                <Meta property="og:site_name" content=t(lang, k::SITE_NAME)/>
                <Meta property="og:locale" content=lang.code()/>
            }
        });
    }

    pub fn picture(path: &str) {
        let base = use_context::<usecases::site::Site>().map(|site| site.base).unwrap_or_default();
        let address = format!("{base}{path}");
        write("picture", || {
            view! {
                <Meta property="og:image" content=address/>
                <Meta property="og:image:width" content="1200"/>
                <Meta property="og:image:height" content="630"/>
                <Meta name="twitter:card" content="summary_large_image"/>
            }
        });
    }

    pub fn publisher(lang: Lang) {
        let (site, directory) =
            (use_context::<usecases::site::Site>(), use_context::<usecases::directory::Directory>());
        let Some((site, directory)) = site.zip(directory) else { return };
        let Some(json) = usecases::json_ld::publisher(&directory.collective(lang), &site.base) else { return };
        write("publisher", || view! { <Script type_="application/ld+json">{json}</Script> });
    }

    pub fn leave_out() {
        write("robots", || view! { <Meta name="robots" content="noindex, follow"/> });
    }

    pub fn shown(lang: Lang, title: String, _: Option<String>) {
        // `leptos_meta` (0.8.7) writes a title as it is, and it may hold what somebody searched for.
        let title = title.replace('&', "&amp;").replace('<', "&lt;");
        write("title", || view! { <Html attr:lang=lang.to_string() attr:dir="ltr"/><Title text=title/> });
    }

    /// The parts of a head that are written already: a page in the making may be drawn more than once.
    #[derive(Clone, Copy)]
    pub struct Written(StoredValue<Vec<&'static str>>);

    pub fn provide() {
        provide_meta_context();
        provide_context(Written(StoredValue::new(Vec::new())));
    }

    /// The parts of `leptos_meta` write into the head when they are drawn, wherever that is.
    fn write(name: &'static str, parts: impl FnOnce() -> AnyView) {
        let Some(Written(written)) = use_context::<Written>() else { return };
        if !written.with_value(|written| written.contains(&name)) {
            written.update_value(|written| written.push(name));
            drop(parts().to_html());
        }
    }

    pub fn status(code: u16) {
        if let Some(response) = use_context::<leptos_axum::ResponseOptions>()
            && let Ok(status) = axum::http::StatusCode::from_u16(code)
        {
            response.set_status(status);
        }
    }
}

#[cfg(not(feature = "ssr"))]
mod here {
    use domain::Lang;
    use leptos::prelude::Effect;

    use crate::browser;

    pub fn listed(lang: Lang, title: String, _: String, path: &str) {
        shown(lang, title, Some(format!("/{lang}{path}")));
    }

    pub fn shown(lang: Lang, title: String, path: Option<String>) {
        Effect::new(move |_| browser::show_head(lang, &title, path.as_deref()));
    }

    pub fn leave_out() {}

    pub fn publisher(_: Lang) {}

    pub fn picture(_: &str) {}

    pub fn provide() {}

    pub fn status(_: u16) {}
}
