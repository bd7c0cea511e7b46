namespace Phoenix.VenueClients;

/// <summary>
/// Goal: books that others keep from our frames are the exchange's own, whatever happens to the frames on their way.
/// </summary>
public sealed class BookSpecs
{
    [SkippableFact]
    public async Task Books_kept_by_others_agree_at_every_update_id()
    {
        await using var venue = await ClientVenue.Start();
        var session = await ClientSession.Run("books.mjs", venue.Environment);
        session.Failures.ShouldBeEmpty();
        session.Steps.Count(step => step.Name.Contains("after", StringComparison.Ordinal)).ShouldBe(10);
    }
}
