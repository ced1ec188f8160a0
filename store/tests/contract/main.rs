//! What the store promises, checked on `SQLite` and on `PostgreSQL` with the same cases.
//!
//! Each case gets a fresh, migrated record. The address of a `PostgreSQL` server comes from `ENSEMBLE_TEST_POSTGRES`,
//! whose user may create databases; without it that half is skipped, and says so.

#![expect(clippy::unwrap_used, reason = "a case that cannot go on has failed")]

mod builds;
mod changes;
mod confirm;
mod follow;
mod followers;
mod ground;
mod pages;
mod postgres_server;
mod put;
mod reports;
mod restore;
mod sample;
mod schema;
mod settings;
mod sources;
mod sqlite_file;
mod withdraw;

/// Runs every case on both engines: `put::case` becomes the tests `sqlite::put::case` and `postgres::put::case`.
macro_rules! contract {
    ($($topic:ident { $($case:ident)+ })+) => {
        mod sqlite {
            $(mod $topic {$(
                #[tokio::test(flavor = "multi_thread")]
                async fn $case() {
                    crate::ground::on_sqlite(crate::$topic::$case).await;
                }
            )+})+
        }

        mod postgres {
            $(mod $topic {$(
                #[tokio::test(flavor = "multi_thread")]
                async fn $case() {
                    crate::ground::on_postgres(crate::$topic::$case).await;
                }
            )+})+
        }
    };
}

contract! {
    builds {
        a_file_comes_back_as_it_was
        the_files_of_the_last_builds_are_kept
        a_build_that_is_started_again_counts_as_the_last
        servers_that_start_a_build_at_once_wait_for_each_other
    }
    put {
        a_new_listing_gets_an_id_a_slug_and_its_first_revision
        the_same_listing_again_is_unchanged
        another_text_is_a_new_revision_and_the_old_one_stays
        a_renamed_listing_keeps_its_id
        a_withdrawn_listing_comes_back_as_an_update
        a_listing_twice_in_a_batch_is_created_then_updated
        the_same_id_in_two_sources_is_two_listings
        a_large_batch_keeps_its_order
        an_empty_batch_changes_nothing
        every_character_survives
        a_name_with_nul_is_refused
        a_confirmed_listing_that_its_source_repeats_is_unchanged
        a_listing_put_as_it_is_published_is_unchanged
        a_listing_that_says_something_new_is_as_confirmed_as_the_writer_says
    }
    restore {
        what_was_exported_is_restored_as_it_was
        restoring_again_changes_nothing
        a_later_revision_is_added
        an_earlier_revision_that_the_record_has_is_left
        an_earlier_revision_that_the_record_lacks_is_a_conflict
        another_text_under_the_same_revision_is_a_conflict
        an_id_that_belongs_to_another_listing_is_a_conflict
        a_listing_that_has_another_id_is_a_conflict
        a_later_confirmation_is_shown_and_an_earlier_one_is_not
        a_withdrawn_listing_comes_back
        new_listings_get_ids_after_the_restored_ones
    }
    withdraw {
        a_withdrawn_listing_is_not_published_but_remembered
        withdrawing_twice_changes_nothing
        an_unknown_listing_cannot_be_withdrawn
    }
    confirm {
        a_confirmation_shows_without_a_revision
        an_earlier_confirmation_is_remembered_but_not_shown
        the_same_confirmation_twice_counts_once
        a_withdrawn_or_unknown_listing_cannot_be_confirmed
        a_visitor_is_shown_when_what_organisations_said_has_faded
        two_visitors_in_one_second_are_two
        the_same_visit_sent_twice_counts_once
        visits_of_a_span_are_taken_back_and_others_are_shown_again
        what_organisations_said_is_never_taken_back
    }
    reports {
        a_report_is_kept_as_it_was_written
        the_same_request_again_is_done_once_and_gets_the_same_answer
        requests_at_once_under_one_key_are_done_once
        a_key_of_another_request_is_refused
        what_breaks_off_before_the_answer_is_remembered_was_not_done
        a_clock_that_jumps_forgets_no_answer
        answers_are_forgotten_after_a_month_when_many_have_come_since_and_reports_are_not
        what_is_closed_waits_no_longer
        what_is_erased_is_gone
        contacts_are_erased_by_when_reports_were_closed_or_arrived
        reports_come_oldest_first
    }
    follow {
        each_published_listing_is_shown_in_the_order_of_ids
        batches_join_without_a_gap
        a_listing_that_cannot_be_read_is_named_and_the_others_follow
        what_is_published_is_answered_in_the_order_asked
        an_empty_record_says_so
        a_listing_is_found_by_id_and_by_source
    }
    changes {
        numbers_count_every_change_without_a_gap
        a_failed_write_leaves_no_gap
        changes_come_in_pages
        waiting_ends_at_once_when_there_is_something_newer
        waiting_ends_with_the_time
        waiting_ends_with_a_write
        waiting_ends_with_a_write_through_another_handle
    }
    followers {
        every_follower_sees_every_number_once_in_order
        failing_writes_leave_the_others_be
        two_programs_write_to_one_record
    }
    pages {
        a_page_gains_a_revision_when_it_says_something_new
        pages_come_by_theme_and_order
    }
    settings {
        a_setting_is_set_and_read
    }
    sources {
        a_source_is_described_anew
    }
    schema {
        a_new_database_lacks_everything_until_it_is_migrated
        programs_that_migrate_at_once_wait_for_each_other
        a_newer_database_is_refused
        a_closed_store_says_so
        an_address_of_neither_kind_is_refused
    }
}
