using System.Globalization;
using System.Text.Json;

namespace Phoenix.Simulation.Invariants;

/// <summary>What the book that judges the system's makes of frames and snapshots.</summary>
public sealed class MirrorBookSpecs
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly MirrorBook _book = new();

    [Fact]
    public void A_crossed_book_is_fit_again_after_a_snapshot_that_lies_behind_its_frames()
    {
        Given_a_book_at(10, bid: 100, ask: 101);
        Frame(11, 10, bid: (103, 1));
        Frame(12, 11, bid: (99, 1));
        _book.UnfitSince.ShouldNotBeNull("its best bid lies above its best ask");

        _book.OnSnapshot(Snapshot(11, bid: 100, ask: 101), Start);

        _book.UnfitSince.ShouldBeNull();
        _book.Top.ShouldBe((100m, 101m));
    }

    [Fact]
    public void The_frames_after_a_snapshot_are_applied_to_it_once_more()
    {
        Given_a_book_at(10, bid: 100, ask: 101);
        Frame(11, 10, bid: (99, 1));
        Frame(12, 11, bid: (100.5m, 2));

        _book.OnSnapshot(Snapshot(11, bid: 98, ask: 101), Start);

        _book.Top.ShouldBe((100.5m, 101m));
    }

    [Fact]
    public void A_snapshot_older_than_the_kept_frames_changes_nothing()
    {
        Given_a_book_at(10, bid: 100, ask: 101);
        Frame(11, 10, bid: (100.5m, 2));

        _book.OnSnapshot(Snapshot(9, bid: 98, ask: 101), Start);

        _book.Top.ShouldBe((100.5m, 101m));
    }

    [Fact]
    public void Of_prices_that_two_connections_tell_differently_nothing_is_said()
    {
        Given_a_book_at(10, bid: 100, ask: 101);
        Frame(11, 10, bid: (100.5m, 2));
        Frame(11, 10, bid: (100.6m, 2));
        Frame(12, 11, bid: (103, 1));

        _book.UnfitSince.ShouldBeNull();

        _book.OnSnapshot(Snapshot(12, bid: 100, ask: 101), Start);
        Frame(13, 12, bid: (103, 1));
        _book.UnfitSince.ShouldNotBeNull("the snapshot settled what the prices are");
    }

    [Fact]
    public void A_hole_that_is_filled_late_leaves_the_book_whole()
    {
        Given_a_book_at(10, bid: 100, ask: 101);
        Frame(11, 10, bid: (100.1m, 1));
        Frame(13, 12, bid: (100.3m, 1));
        _book.Look(Start.AddSeconds(14));
        _book.UnfitSince.ShouldNotBeNull("update 12 is missing");

        Frame(12, 11, bid: (100.2m, 1));

        _book.UnfitSince.ShouldBeNull();
        _book.Top.ShouldBe((100.3m, 101m));
    }

    private void Given_a_book_at(long id, decimal bid, decimal ask) => _book.OnSnapshot(Snapshot(id, bid, ask), Start);

    private void Frame(long id, long previous, (decimal Price, decimal Quantity) bid)
    {
        using var json = JsonDocument.Parse(string.Create(CultureInfo.InvariantCulture,
            $$"""{"U":{{id}},"u":{{id}},"pu":{{previous}},"b":[["{{bid.Price}}","{{bid.Quantity}}"]],"a":[]}"""));
        _book.OnFrame(json.RootElement, Start.AddSeconds(id));
    }

    private static JsonElement Snapshot(long id, decimal bid, decimal ask)
    {
        using var json = JsonDocument.Parse(string.Create(CultureInfo.InvariantCulture,
            $$"""{"lastUpdateId":{{id}},"bids":[["{{bid}}","1"]],"asks":[["{{ask}}","1"]]}"""));
        return json.RootElement.Clone();
    }
}
