//! Descriptions in schema.org terms, for search engines.

use domain::{
    time::DAY_MINUTES,
    view::{Collective, ListingView},
};
use serde_json::{Value, json};

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// A listing as JSON-LD, safe to stand inside a `script` element.
pub fn listing(view: &ListingView, address: &str) -> String {
    let mut object = json!({
        "@context": "https://schema.org",
        "@type": if view.position.is_some() { "Place" } else { "Service" },
        "@id": address,
        "url": address,
        "name": view.text.name,
        "inLanguage": view.lang,
    });
    let mut set = |name: &str, value: Option<Value>| {
        if let (Some(value), Some(fields)) = (value, object.as_object_mut()) {
            fields.insert(name.to_owned(), value);
        }
    };
    set("description", (!view.text.description.is_empty()).then(|| json!(view.text.description)));
    set("telephone", view.contact.phones.first().map(|phone| json!(phone)));
    set("email", view.contact.emails.first().map(|email| json!(email)));
    set("geo", view.position.map(|at| json!({"@type": "GeoCoordinates", "latitude": at.lat(), "longitude": at.lon()})));
    set(
        "address",
        view.address.as_ref().map(|address| {
            let country = Some(&address.country).filter(|country| !country.is_empty());
            json!({
                "@type": "PostalAddress",
                "streetAddress": address.street,
                "postalCode": address.postcode,
                "addressLocality": address.commune,
                "addressCountry": country,
            })
        }),
    );
    set("openingHoursSpecification", hours(view));
    safe(&object)
}

/// Who runs the site as JSON-LD; nothing when nobody has said so.
pub fn publisher(collective: &Collective, base: &str) -> Option<String> {
    let Collective { name, email, phone, legal } = collective;
    let mut object = json!({ "@context": "https://schema.org", "@type": "Organization", "url": base });
    let said = [
        ("name", Some(name).filter(|name| !name.is_empty())),
        ("email", email.as_ref()),
        ("telephone", phone.as_ref()),
    ];
    for (field, value) in said {
        if let Some(value) = value {
            object[field] = json!(value);
        }
    }
    if legal.starts_with("https://") {
        object["publishingPrinciples"] = json!(legal);
    }
    (!name.is_empty()).then(|| safe(&object))
}

/// A closing tag inside a text would end the element.
fn safe(object: &Value) -> String {
    object.to_string().replace('<', "\\u003c")
}

/// The coming week; days that nobody knows are left out.
fn hours(view: &ListingView) -> Option<Value> {
    let time = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    let mut lines = Vec::new();
    for day in &view.hours.as_ref()?.days {
        for slice in day.slices.iter().flatten().filter(|slice| slice.sure) {
            let closes = if slice.to == DAY_MINUTES { "23:59".to_owned() } else { time(slice.to) };
            let date = day.day.to_string();
            lines.push(json!({
                "@type": "OpeningHoursSpecification",
                "dayOfWeek": format!("https://schema.org/{}", DAYS[day.day.weekday()]),
                "opens": time(slice.from), "closes": closes, "validFrom": date, "validThrough": date,
            }));
        }
    }
    (!lines.is_empty()).then_some(Value::Array(lines))
}
