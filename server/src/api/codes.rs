//! Closed vocabularies in the description of the API: the values come from the types, so that none is forgotten.

use domain::Code;
use utoipa::openapi::{
    RefOr, Schema,
    schema::{AdditionalProperties, ArrayBuilder, ObjectBuilder, SchemaType, Type},
};

/// One value of a vocabulary.
pub fn one<T: Code>() -> RefOr<Schema> {
    enumeration::<T>(Type::String.into()).into()
}

/// One value of a vocabulary, or null when nobody knows.
pub fn maybe_one<T: Code>() -> RefOr<Schema> {
    let schema = enumeration::<T>(SchemaType::from_iter([Type::String, Type::Null]));
    let values = T::ALL.iter().map(|value| Some(value.code())).chain([None]);
    schema.enum_values(Some(values)).into()
}

/// Several values of a vocabulary.
pub fn several<T: Code>() -> RefOr<Schema> {
    ArrayBuilder::new().items(one::<T>()).into()
}

/// One value of a vocabulary as a parameter, or nothing: a form sends what nobody chose as an empty value.
pub fn choice<T: Code>() -> RefOr<Schema> {
    let values = T::ALL.iter().map(|value| value.code()).chain([""]);
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(values)).into()
}

/// The values of a vocabulary that are chosen by a parameter that may be repeated.
pub fn choices<T: Code>() -> RefOr<Schema> {
    ArrayBuilder::new().items(choice::<T>()).max_items(Some(T::ALL.len())).into()
}

/// Several values of a vocabulary, or null when nobody knows.
pub fn maybe_several<T: Code>() -> RefOr<Schema> {
    ArrayBuilder::new().schema_type(SchemaType::from_iter([Type::Array, Type::Null])).items(one::<T>()).into()
}

/// A count for each value that has results.
pub fn counts<T: Code>() -> RefOr<Schema> {
    let count = ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(0)).build();
    let values = T::ALL.iter().map(|value| value.code()).collect::<Vec<_>>().join(", ");
    ObjectBuilder::new()
        .additional_properties(Some(AdditionalProperties::RefOr(count.into())))
        .description(Some(format!("Values: {values}. Those without results are absent.")))
        .into()
}

fn enumeration<T: Code>(kind: SchemaType) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(kind).enum_values(Some(T::ALL.iter().map(|value| value.code())))
}
