use goose::prelude::*;

async fn fast(user: &mut GooseUser) -> TransactionResult {
    user.get("/fast").await?;
    Ok(())
}
async fn named(user: &mut GooseUser) -> TransactionResult {
    let request = GooseRequest::builder()
        .method(GooseMethod::Get)
        .path("/slow?id=1")
        .name("slow, with \"quotes\" | pipe")
        .build();
    user.request(request).await?;
    Ok(())
}
async fn post(user: &mut GooseUser) -> TransactionResult {
    user.post("/fast", "a=1").await?;
    Ok(())
}
async fn err(user: &mut GooseUser) -> TransactionResult {
    user.get("/err").await?;
    Ok(())
}
async fn flaky(user: &mut GooseUser) -> TransactionResult {
    user.get("/flaky").await?;
    Ok(())
}
async fn dropped(user: &mut GooseUser) -> TransactionResult {
    user.get("/drop").await?;
    Ok(())
}
// The test's own word: an answer of 200 that it takes for a failure, and an error that it takes for a success.
async fn judged(user: &mut GooseUser) -> TransactionResult {
    let mut goose = user.get_named("/fast?judge=1", "judged").await?;
    return user.set_failure("wrong words in it", &mut goose.request, None, None);
}
async fn forgiven(user: &mut GooseUser) -> TransactionResult {
    let mut goose = user.get_named("/err?forgive=1", "forgiven").await?;
    if goose.response.is_ok() {
        return user.set_success(&mut goose.request);
    }
    Ok(())
}

#[tokio::main]
async fn main() -> Result<(), GooseError> {
    let mode = std::env::var("MODE").unwrap_or_default();
    let mut scenario = scenario!("Visit").register_transaction(transaction!(fast).set_name("fast"));
    if mode != "one" {
        scenario = scenario
            .register_transaction(transaction!(named).set_name("named"))
            .register_transaction(transaction!(post));
    }
    let scenario = match mode.as_str() {
        "mixed" => scenario
            .register_transaction(transaction!(err))
            .register_transaction(transaction!(flaky).set_name("flaky"))
            .register_transaction(transaction!(dropped))
            .register_transaction(transaction!(judged))
            .register_transaction(transaction!(forgiven)),
        _ => scenario,
    };
    GooseAttack::initialize()?.register_scenario(scenario).execute().await?;
    Ok(())
}
