//! Each row in the words of real tools: whole messages from their public threads, or a message of AWS's in the frame that a tool puts around it.

use crate::why::recognise::recognise;

use super::rows;

mod messages;
mod texts;

/// Returns a message as the AWS CLI and botocore write it.
fn cli(code: &str, operation: &str, message: &str) -> String {
    format!("\nAn error occurred ({code}) when calling the {operation} operation: {message}\n")
}

/// Returns a message as the SDK for Go, and with it Terraform, writes it.
fn go(service: &str, operation: &str, code: &str, message: &str) -> String {
    format!(
        "operation error {service}: {operation}, https response error StatusCode: 403, RequestID: b16fc6b2-becc-46e0-8c3b-37b58e5f4202, api error {code}: {message}"
    )
}

/// Returns a message in Terraform's frame, wrapped as in a narrow terminal.
fn terraform(message: &str) -> String {
    let mut lines = vec![String::new()];
    for word in message.split(' ') {
        match lines.last_mut() {
            Some(line) if line.len() + word.len() < 60 => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    let body = lines.join("\n\u{1b}[31m│\u{1b}[0m ");
    format!(
        "\u{1b}[31m╷\u{1b}[0m\n\u{1b}[31m│\u{1b}[0m \u{1b}[1mError: {body}\u{1b}[0m\n│\n│   with provider[\"registry.terraform.io/hashicorp/aws\"],\n╵\n"
    )
}

/// Returns a message as the SDK for Java, version 2, writes it: without the code.
fn java(class: &str, message: &str, service: &str) -> String {
    format!(
        "Exception in thread \"main\" software.amazon.awssdk.services.{class}: {message} (Service: {service}, Status Code: 403, Request ID: 69d599e0-7b94-4cf4-a564-fc698225471f)\n\tat software.amazon.awssdk.core.internal.http.CombinedResponseHandler.handleErrorResponse(CombinedResponseHandler.java:125)"
    )
}

/// Returns a message as the SDK for Java, version 1, writes it.
fn java1(message: &str, service: &str, code: &str) -> String {
    format!(
        "com.amazonaws.AmazonServiceException: {message} (Service: {service}; Status Code: 403; Error Code: {code}; Request ID: 51215BB2D9A12365)"
    )
}

/// Returns a message as the SDK for JavaScript writes it.
fn javascript(code: &str, message: &str) -> String {
    format!(
        "{code}: {message}\n    at throwDefaultError (/app/node_modules/@smithy/smithy-client/dist-cjs/index.js:388:20)\n  '$fault': 'client',\n"
    )
}

/// Returns a message as the SDK for Rust writes it.
fn rust(code: &str, message: &str) -> String {
    format!(
        r#"Error: service error: unhandled error ({code}): Error {{ code: "{code}", message: "{message}", aws_request_id: "e65f7860" }}"#
    )
}

/// Returns a message in a line of a log.
fn log(code: &str, message: &str) -> String {
    format!(
        r#"{{"level":"info","message":{{"message":"{message}","code":"{code}","statusCode":400}},"timestamp":"2014-03-25T14:52:58.020Z"}}"#
    )
}

/// Returns a message of AWS's in every frame that has a place for its code.
fn framed(code: &str, service: &str, operation: &str, message: &str) -> Vec<String> {
    vec![
        cli(code, operation, message),
        go(service, operation, code, message),
        terraform(&go(service, operation, code, message)),
        java1(message, service, code),
        javascript(code, message),
        rust(code, message),
        log(code, message),
        format!("<Error><Code>{code}</Code><Message>{message}</Message></Error>"),
    ]
}

/// What the SDK for Java, version 2, says: no code stands in it.
fn of_java() -> Vec<(u8, String)> {
    let message = |number: u8| {
        let row = messages::MESSAGES.iter().rfind(|(row, ..)| *row == number);
        row.map(|(.., message)| *message).unwrap_or_default()
    };
    vec![
        (9, java("sso.model.SsoException", "No access", "Sso")),
        (18, java("sts.model.StsException", message(18), "Sts")),
        (19, java("ec2.model.Ec2Exception", message(19), "Ec2")),
        (23, java("sts.model.StsException", message(23), "Sts")),
        (32, java("sts.model.StsException", message(32), "Sts")),
    ]
}

/// What Terraform says before it has asked AWS anything.
fn of_terraform() -> Vec<(u8, String)> {
    let texts = [
        (2, "failed to get shared config profile, castle"),
        (
            34,
            "no valid credential sources for Terraform AWS Provider found. Error: no EC2 IMDS role found, operation error ec2imds: GetMetadata, canceled, context deadline exceeded",
        ),
    ];
    let whole = |text| terraform(&format!("error configuring Terraform AWS Provider: {text}"));
    texts.into_iter().map(|(number, text)| (number, whole(text))).collect()
}

/// Returns the code of the row and the text of every spelling.
fn spellings() -> Vec<(String, String)> {
    let messages =
        messages::MESSAGES.iter().flat_map(|(number, code, service, operation, message)| {
            framed(code, service, operation, message).into_iter().map(|text| (*number, text))
        });
    let texts = texts::TEXTS
        .iter()
        .flat_map(|(number, texts)| texts.iter().map(|text| (*number, (*text).to_owned())));
    let all = messages.chain(texts).chain(of_java()).chain(of_terraform());
    all.map(|(number, text)| (format!("AWSP-Y{number:03}"), text)).collect()
}

/// Returns the code of the row that a text is recognised as.
fn code(text: &str) -> Option<&'static str> {
    recognise(text.as_bytes()).map(|seen| seen.error.row.code)
}

/// 100 lines of what tools say while all is well.
fn noise() -> String {
    (0..100)
        .map(|number| match number % 5 {
            0 => format!("2026-01-0{} 10:00:00 1234 logs/ExpiredToken-{number}.txt\r\n", number % 9 + 1),
            1 => format!("aws_s3_bucket.b[{number}]: Refreshing state... [id=b-{number}]\n"),
            2 => format!("\u{1b}[32m+ aws_iam_role.r{number}\u{1b}[0m will be created\n"),
            3 => format!("{{\"level\":\"info\",\"msg\":\"GET /docs/AccessDenied/{number}\",\"status\":200}}\n"),
            _ => format!("é ✓ step {number}: access to the region is fine\n"),
        })
        .collect()
}

#[test]
fn every_row_is_recognised_in_three_spellings_at_least() {
    let spellings = spellings();
    for row in rows() {
        let texts = spellings.iter().filter(|(code, _)| code == row.code);
        assert!(texts.count() >= 3, "{} {}", row.code, row.name);
    }
    for (expected, text) in &spellings {
        assert_eq!(code(text), Some(expected.as_str()), "{text}");
    }
}

#[test]
fn every_spelling_is_recognised_within_two_hundred_other_lines() {
    let noise = noise();
    for (expected, text) in &spellings() {
        let whole = format!("{noise}{text}\n{noise}");
        assert_eq!(code(&whole), Some(expected.as_str()), "{text}");
        let windows = whole.replace('\n', "\r\n");
        assert_eq!(code(&windows), Some(expected.as_str()), "{text}");
    }
}

#[test]
fn every_code_is_spelled_as_the_text_has_it() {
    for (code, text) in [
        ("UnrecognizedClientException", cli("UnrecognizedClientException", "ListTables", "no")),
        ("ExpiredTokenException", rust("ExpiredTokenException", "no")),
        (
            "UnauthorizedOperation",
            go(
                "EC2",
                "RunInstances",
                "UnauthorizedOperation",
                "You are not authorized to perform this operation.",
            ),
        ),
    ] {
        assert_eq!(recognise(text.as_bytes()).unwrap().error.name, code, "{text}");
    }
}

#[test]
fn nothing_is_recognised_where_all_is_well() {
    let plan = "Terraform will perform the following actions:\n  # aws_cloudfront_distribution.d will be created\n  + custom_error_response { error_code = 403 }\nPlan: 1 to add, 0 to change, 0 to destroy.\n";
    for text in [
        noise().as_str(),
        plan,
        "",
        "\n\n",
        "2026-01-01 10:00:00 my-bucket\n",
        "{\n    \"UserId\": \"AIDA\",\n    \"Account\": \"111122223333\",\n    \"Arn\": \"arn:aws:iam::111122223333:user/me\"\n}\n",
        "Error: Invalid reference\n  on main.tf line 3\n",
        "error: the token of the parser is invalid",
        "Permission denied (publickey).",
        "docs: how to handle ExpiredToken and AccessDenied",
    ] {
        assert_eq!(code(text), None, "{text}");
    }
}
