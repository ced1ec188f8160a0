//! What the server answers, route by route: find the test by the address.

#![expect(clippy::unwrap_used, reason = "a case that cannot go on has failed")]

mod app;
mod builders;

mod about;
mod api_confirmations;
mod api_listing;
mod api_listings;
mod api_listings_geojson;
mod api_openapi;
mod api_page_ask;
mod api_places;
mod api_points;
mod api_reports;
mod assets;
mod connections;
mod guide_page;
mod health;
mod hostile;
mod limits;
mod listing_confirmation;
mod listing_page;
mod listing_report;
mod log;
mod made;
mod map;
mod pages;
mod same_site;
mod schema;
mod security;
mod sitemap;
mod tiles;
mod worker;
