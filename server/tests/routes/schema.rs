//! Whether a value is what the description of the API says: the part of JSON Schema that the description uses.
//! A member that the schema does not name is an error too, or the description would drift.

use serde_json::{Map, Value};

/// All that is wrong with a value, with the places.
pub fn errors(document: &Value, schema: &Value, value: &Value) -> Vec<String> {
    let mut errors = Vec::new();
    check(document, schema, value, "$", &mut errors);
    errors
}

fn check(document: &Value, schema: &Value, value: &Value, place: &str, errors: &mut Vec<String>) {
    if let Some(reference) = schema["$ref"].as_str() {
        let target =
            document.pointer(reference.trim_start_matches('#')).unwrap_or_else(|| panic!("{reference} is missing"));
        return check(document, target, value, place, errors);
    }
    if let Some(choices) = schema["oneOf"].as_array() {
        let fits = |choice: &&Value| self::errors(document, choice, value).is_empty();
        if choices.iter().filter(fits).count() != 1 {
            errors.push(format!("{place}: {value} fits not exactly one of {choices:?}"));
        }
        return;
    }
    if !is_of_type(&schema["type"], value) {
        errors.push(format!("{place}: {value} is not of type {}", schema["type"]));
    }
    if let Some(values) = schema["enum"].as_array()
        && !values.contains(value)
    {
        errors.push(format!("{place}: {value} is not one of {values:?}"));
    }
    match value {
        Value::Object(members) => check_members(document, schema, members, place, errors),
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                check(document, &schema["items"], item, &format!("{place}[{at}]"), errors);
            }
        }
        _ => {}
    }
}

fn check_members(
    document: &Value,
    schema: &Value,
    members: &Map<String, Value>,
    place: &str,
    errors: &mut Vec<String>,
) {
    for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if !members.contains_key(name) {
            errors.push(format!("{place}.{name} is missing"));
        }
    }
    for (name, value) in members {
        match (&schema["properties"][name], &schema["additionalProperties"]) {
            (Value::Null, Value::Null) if schema["type"].is_null() => {}
            (Value::Null, Value::Null) => errors.push(format!("{place}.{name} is not described")),
            (Value::Null, other) => check(document, other, value, &format!("{place}.{name}"), errors),
            (property, _) => check(document, property, value, &format!("{place}.{name}"), errors),
        }
    }
}

fn is_of_type(types: &Value, value: &Value) -> bool {
    let is = |name: &str| match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("{other} is no type"),
    };
    match types {
        Value::Null => true,
        Value::String(name) => is(name),
        Value::Array(names) => names.iter().filter_map(Value::as_str).any(is),
        other => panic!("{other} is no type"),
    }
}

#[test]
fn a_value_that_does_not_fit_is_found() {
    let schema = serde_json::json!({
        "type": "object", "required": ["a"], "properties": {"a": {"type": ["string", "null"], "enum": ["x", null]}},
    });
    let count = |value| errors(&Value::Null, &schema, &value).len();
    assert_eq!(count(serde_json::json!({"a": "x"})), 0);
    assert_eq!(count(serde_json::json!({"a": null})), 0);
    assert_eq!(count(serde_json::json!({"a": "y"})), 1);
    assert_eq!(count(serde_json::json!({"b": 1})), 2);
}
