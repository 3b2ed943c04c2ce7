//! Every operation, with every status that it documents, client against server over HTTP/1.1 and HTTP/2.

use std::collections::BTreeSet;

use super::journal::Journal;
use super::protocol::{Protocol, operations};

macro_rules! cases {
    ($($file:ident: $($case:ident)*;)*) => {
        async fn run_all(journal: &Journal) {
            // In boxes, or the future of all of them is too large for a stack.
            $($(Box::pin(super::$file::$case(journal)).await;)*)*
        }
    };
}

cases! {
    archive:
        a_file_is_kept_as_it_is
        the_media_type_says_which_body_came
        a_file_is_read_as_it_is
        a_delete_may_have_a_body
        a_note_is_text
        copies_come_one_by_one
        an_http_scheme_opens_the_archive;
    exchanges:
        list_jobs
        a_default_reaches_the_handler_if_its_schema_accepts_it
        create_job
        get_update_and_delete_job
        cancel_and_export_job_and_get_proof
        put_paper_and_get_stock
        create_customer
        presses
        find_ink
        mix_ink
        absent_null_and_a_value;
    bodies: a_form_arrives_as_it_was_sent files_arrive_as_they_were_sent parts_stream_in_both_directions;
    orders: a_client_and_a_server_speak_json_and_xml;
    plates: bytes_stream_in_both_directions_at_once bytes_come_with_what_is_said_of_them a_text_goes_and_comes records_go_and_come;
    routing: operations_that_share_a_path;
    streams: lines_go_in_and_out a_wrong_line_is_not_sent events_come_and_go_on_from_the_last_one;
    webhooks: a_webhook_is_received_as_it_was_sent a_callback_goes_where_the_request_says;
}

/// What no server answers: another operation matches the same requests and is written first.
const SHADOWED: [&str; 1] = ["findStand"];

async fn everything_over(protocol: Protocol) {
    let journal = Journal::of(protocol);
    run_all(&journal).await;
    let entries = journal.entries();
    let mut expected = operations("src/kitchen_sink/operations");
    assert!(expected.len() > 30, "{expected:?}");
    assert!(SHADOWED.iter().all(|id| expected.remove(*id)), "{SHADOWED:?}");
    let exchanged: BTreeSet<String> = entries.keys().map(|id| (*id).to_owned()).collect();
    assert_eq!(exchanged, expected, "each operation needs a case in the list above");
    let missing: Vec<_> = entries.iter().map(|(id, entry)| (id, entry.missing())).filter(|(_, rows)| !rows.is_empty()).collect();
    assert!(missing.is_empty(), "these statuses are documented, and no case has them: {missing:?}");
}

#[tokio::test]
async fn every_operation_over_http_1() {
    everything_over(Protocol::Http1).await;
}

#[tokio::test]
async fn every_operation_over_http_2() {
    everything_over(Protocol::Http2).await;
}
