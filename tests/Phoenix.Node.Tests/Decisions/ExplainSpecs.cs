using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Phoenix.Core.Decisions;
using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting;
using Phoenix.Core.Quoting.Strategies;
using Phoenix.Core.Settings;
using Phoenix.Node.CommandLine;
using Phoenix.Node.Decisions;
using Phoenix.Node.Settings;

namespace Phoenix.Node.Tests.Decisions;

/// <summary>What is kept of decisions, and what the command line tells of an order from it.</summary>
public sealed class ExplainSpecs : IDisposable
{
    private static readonly Symbol Eth = new("ETHUSDC");
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("phoenix-decisions-");

    private DecisionSettings Settings => new() { DataFolder = _data.FullName };

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task An_order_that_was_canceled_is_explained_with_its_story()
    {
        var first = Decide(1, [], []);
        var order = first.Placed[0].Id;
        var second = Decide(2, [order], []);
        var third = Decide(3, [], [order]);
        Keep(Settings, (first, Noon), (second, Noon.AddSeconds(1)), (third, Noon.AddHours(1)));

        var (code, output, error) = await Run("explain", order.Value, "--decisions", Settings.Folder);

        (code, error).ShouldBe((ExitCode.Ok, ""));
        output.ShouldContain($"{order}: buy 0.01 ETHUSDC at 2998.8, layer 1, by decision 1");
        output.ShouldContain("decided again");
        output.ShouldContain("the same");
        output.ShouldContain("placed    2026-03-01 12:00:00.000 UTC");
        output.ShouldContain("kept      by 1 decisions that sent others, last 2026-03-01 12:00:01.000 UTC");
        output.ShouldContain("canceled  2026-03-01 13:00:00.000 UTC by decision 3");
        DecisionFolder.Files(Settings.Folder).Select(file => file.Name)
            .ShouldBe(["ETHUSDC-20260301-12.jsonl", "ETHUSDC-20260301-13.jsonl"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("px-mm1-9-9", "holds its decision; check the id")]
    [InlineData("px-mm1-this-is-longer-than-any-id-can-be", "it is no client order id")]
    public async Task An_order_that_nobody_placed_is_a_mistake(string order, string expected)
    {
        Keep(Settings, (Decide(1, [], []), Noon));

        var (code, _, error) = await Run("explain", order, "--decisions", Settings.Folder);

        code.ShouldBe(ExitCode.BadInput);
        error.ShouldContain(expected);
    }

    [Fact]
    public async Task A_folder_without_decisions_is_named()
    {
        var (code, _, error) = await Run("explain", "px-mm1-3-1", "--decisions", Path.Combine(_data.FullName, "no"));

        code.ShouldBe(ExitCode.BadInput);
        error.ShouldContain("no decisions are kept there");
    }

    [Fact]
    public async Task A_line_that_a_crash_cut_off_is_told_with_its_file()
    {
        var record = Decide(1, [], []);
        Keep(Settings, (record, Noon));
        var file = DecisionFolder.Files(Settings.Folder).Single().FullName;
        var whole = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, whole + whole[..(whole.Length / 2)]);

        var (code, _, error) = await Run("explain", record.Placed[0].Id.Value, "--decisions", Settings.Folder);

        code.ShouldBe(ExitCode.Ok, error);
    }

    [Fact]
    public void The_oldest_hours_go_when_the_folder_is_full()
    {
        var small = Settings with { KeepSize = 1 };
        Keep(small, (Decide(1, [], []), Noon), (Decide(2, [], []), Noon.AddHours(1)));

        DecisionFolder.Files(small.Folder).Single().Name.ShouldBe("ETHUSDC-20260301-13.jsonl");
    }

    [Fact]
    public void A_full_disk_loses_decisions_and_nothing_else()
    {
        if (!OperatingSystem.IsLinux()) return; // elsewhere no device is always full
        Directory.CreateDirectory(Settings.Folder);
        File.CreateSymbolicLink(Path.Combine(Settings.Folder, "ETHUSDC-20260301-12.jsonl"), "/dev/full");

        Keep(Settings, [.. Enumerable.Range(1, 200).Select(number => (Decide(number, [], []), Noon))]);
        Keep(Settings, (Decide(201, [], []), Noon.AddHours(1)));

        File.ReadAllLines(Path.Combine(Settings.Folder, "ETHUSDC-20260301-13.jsonl")).Length.ShouldBe(1);
    }

    private static void Keep(DecisionSettings settings, params (DecisionRecord Record, DateTimeOffset Time)[] decisions)
    {
        using var folder = new DecisionFolder(settings, NullLogger.Instance);
        foreach (var (record, time) in decisions)
        {
            folder.Offer(Eth, record, time);
        }
    }

    private static async Task<(int Code, string Output, string Error)> Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (await PhoenixCommand.Run(arguments, output, error), output.ToString(), error.ToString());
    }

    private static DecisionRecord Decide(
        long number, ImmutableArray<ClientOrderId> kept, ImmutableArray<ClientOrderId> canceled)
    {
        var instrument = new Instrument
        {
            Symbol = Eth,
            TickSize = 0.01m,
            LotSize = 0.001m,
            MinQuantity = new Quantity(1),
            MaxQuantity = new Quantity(8_000_000),
            MinNotional = 20,
        };
        var inputs = new QuoteInputs
        {
            Instrument = instrument,
            BestBid = new BookLevel(new Price(299_999), new Quantity(5)),
            BestAsk = new BookLevel(new Price(300_001), new Quantity(5)),
            Position = default,
            Grid = new GridSettings(),
            Risk = new RiskSettings(),
            Shape = GridShape.Create(new GridSettings(), instrument),
        };
        var quotes = QuotePipeline.Decide(inputs).Bids;
        return new DecisionRecord(
            number,
            default,
            inputs,
            [.. quotes.Select((quote, i) => new SentQuote(ClientOrderId.Create("mm1", number, i + 1), quote))],
            kept,
            canceled,
            []);
    }
}
