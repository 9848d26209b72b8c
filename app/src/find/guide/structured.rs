//! The guide for search engines: schema.org `GovernmentService`. Only what the page says too, and of fees only what
//! the department has confirmed.

use leptos::nonce::use_nonce;
use leptos::prelude::*;
use serde_json::{Map, Value, json};

use crate::backend::catalogue::GuideView;

/// As JSON-LD.
#[must_use]
pub fn government_service(view: &GuideView) -> Value {
    let site = &view.site;
    let base = view.share_url.split("/items/").next().unwrap_or_default();
    let mut service = Map::new();
    let mut put = |name: &str, value: Value| {
        service.insert(name.to_owned(), value);
    };
    put("@context", json!("https://schema.org"));
    put("@type", json!("GovernmentService"));
    put("@id", json!(view.share_url));
    put("url", json!(view.share_url));
    put("name", json!(view.name));
    if let Some(plain) = &view.plain_name {
        put("alternateName", json!(plain));
    }
    put("identifier", json!(view.id.as_str()));
    put("serviceType", json!(view.type_name.value));
    put("category", json!(view.theme));
    put("description", json!(view.who_applies));
    put("inLanguage", json!("zh-CN"));
    put("audience", json!({"@type": "Audience", "audienceType": view.audience}));
    put(
        "provider",
        json!({"@type": "GovernmentOrganization", "name": view.department}),
    );
    put(
        "areaServed",
        json!({"@type": "AdministrativeArea", "name": site.place.full_name()}),
    );
    put("serviceOutput", json!({"@type": "Thing", "name": view.result.value}));
    if view.fee.confirmed && view.fee_items.is_empty() {
        put("isAccessibleForFree", json!(true));
    }
    let mut office = Map::new();
    office.insert("@type".into(), json!("GovernmentOffice"));
    office.insert("name".into(), json!(site.place.hall));
    let told = [
        ("address", &site.address),
        ("telephone", &site.phone),
        ("openingHours", &site.hours),
    ];
    for (name, value) in told {
        if let Some(value) = value {
            office.insert(name.into(), json!(value.value));
        }
    }
    put(
        "availableChannel",
        json!([
            {
                "@type": "ServiceChannel",
                "name": "网上办理",
                "serviceUrl": format!("{base}/apply/{}", view.id),
            },
            {
                "@type": "ServiceChannel",
                "name": "现场办理",
                "serviceLocation": Value::Object(office),
            },
        ]),
    );
    Value::Object(service)
}

/// A block of data, not a script: it carries the nonce all the same, so that no script tag is without one.
#[component]
pub fn Structured(view: GuideView) -> impl IntoView {
    // Nothing in it can end the element early.
    let json = government_service(&view).to_string().replace('<', "\\u003c");
    view! { <script type="application/ld+json" nonce=use_nonce() inner_html=json></script> }
}

#[cfg(test)]
mod tests {
    #[test]
    fn data_cannot_end_its_element() {
        let json = serde_json::json!({"name": "</script><b>"})
            .to_string()
            .replace('<', "\\u003c");
        assert!(!json.contains("</"));
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&json).unwrap()["name"],
            "</script><b>"
        );
    }
}
