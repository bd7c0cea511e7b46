using System.Collections.Immutable;
using System.Text.Json;
using Phoenix.Core.Accounting;
using Phoenix.Core.ListenKeys;
using Phoenix.Core.MarketData;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting;
using Phoenix.Core.Recording;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Freshness;

namespace Phoenix.Core.Tests.Recording;

/// <summary>What is written field by field is restored field by field, and nothing else is accepted.</summary>
public sealed class GraphSpecs
{
    private static readonly Symbol Eth = new("ETHUSDC");

    [Fact]
    public void Settings_come_back_as_they_were()
    {
        var settings = new PhoenixSettings { Symbols = [new SymbolSettings { Symbol = Eth }] };
        var back = Copy(settings);
        back.Symbols.ShouldBe(settings.Symbols);
        (back with { Symbols = settings.Symbols }).ShouldBe(settings);
    }

    [Fact]
    public void A_member_of_a_generic_family_comes_back()
    {
        VenueReply<Done> failed = new VenueReply<Done>.Failed(
            new VenueError(VenueFailure.RateLimited, -1003, "too many", TimeSpan.FromSeconds(2)));
        Copy(failed).ShouldBe(failed);
        VenueReply<Done> done = new VenueReply<Done>.Ok(default);
        Copy(done).ShouldBe(done);
    }

    [Fact]
    public void Null_and_zero_are_not_the_same()
    {
        Copy(new Nullables(null, null)).ShouldBe(new Nullables(null, null));
        Copy(new Nullables(new TradeId(0), DeathCause.SilentStream))
            .ShouldBe(new Nullables(new TradeId(0), DeathCause.SilentStream));
    }

    [Fact]
    public void A_judge_comes_back_with_its_memory()
    {
        var settings = new StreamSettings();
        var stream = new StreamId(Eth, StreamKind.Depth);
        var judge = new FreshnessJudge(settings);
        judge.Expect(stream, new SlotId(StreamRoute.Public, 'A'), new Epoch(4), default);
        judge.Seen(stream, new Epoch(4), 17, default);

        var twin = Copy(judge, settings);

        twin.ShouldNotBeSameAs(judge);
        var now = Instant.From(settings.HaltAfter);
        Check(twin, now).ShouldBe(Check(judge, now));
        Check(twin, now).ShouldBeEmpty();
    }

    [Fact]
    public void Books_come_back_with_all_they_counted()
    {
        var books = new SymbolBooks(Quoting.Eth.Instrument, new FloorSettings());
        books.Adopted(new Position(5), 3000m);
        books.Touched(new Price(299_999), new Price(300_001), default);
        books.Passed(1, 1, default);

        var text = GraphWriter.ToText(books, typeof(SymbolBooks), settingsByName: false);
        using var json = JsonDocument.Parse(text);
        var read = new GraphReader([typeof(SymbolBooks).Assembly]).Read(json.RootElement, typeof(SymbolBooks));

        GraphWriter.ToText(read, typeof(SymbolBooks), settingsByName: false).ShouldBe(text);
    }

    [Fact]
    public void A_signal_without_a_number_yet_comes_back()
    {
        var terms = new MarketTerms { Volatility = double.NaN, RelativeVolatility = double.PositiveInfinity };

        var text = GraphWriter.ToText(terms, typeof(MarketTerms), settingsByName: false);
        using var json = JsonDocument.Parse(text);

        new GraphReader([typeof(MarketTerms).Assembly]).Read(json.RootElement, typeof(MarketTerms)).ShouldBe(terms);
    }

    [Fact]
    public void A_number_of_a_kind_that_nobody_thought_of_is_refused() =>
        Should.Throw<NotSupportedException>(() => GraphWriter.ToText(1.5f, typeof(float), settingsByName: false));

    [Fact]
    public void A_listen_key_is_written_as_a_name_that_only_shows_whether_two_are_the_same()
    {
        var text = Write(new ListenKeyEffect.Grant(new Epoch(1), new ListenKey("verysecretkey")));
        text.ShouldNotContain("secret");
        Write(new ListenKeyEffect.Grant(new Epoch(1), new ListenKey("verysecretkey"))).ShouldBe(text);
        Write(new ListenKeyEffect.Grant(new Epoch(1), new ListenKey("another"))).ShouldNotBe(text);
    }

    [Fact]
    public void A_delegate_is_refused_rather_than_forgotten() =>
        Should.Throw<NotSupportedException>(() => Write(new Action(() => { })));

    [Theory]
    [InlineData("""{"Id":1}""")]
    [InlineData("""{"$t":"System.Diagnostics.Process"}""")]
    [InlineData("""{"Trade":1,"Cause":null,"More":1}""")]
    [InlineData("""{"Trade":"x","Cause":null}""")]
    public void What_does_not_fit_this_build_is_refused(string json)
    {
        using var document = JsonDocument.Parse(json);
        Should.Throw<FormatException>(() => Reader(null).Read(document.RootElement, typeof(Nullables)));
    }

    private static ImmutableArray<FreshnessVerdict> Check(FreshnessJudge judge, Instant now)
    {
        var verdicts = new List<FreshnessVerdict>();
        judge.Check(now, verdicts);
        return [.. verdicts];
    }

    private static GraphReader Reader(object? setting) =>
        new([typeof(GraphReader).Assembly, typeof(GraphSpecs).Assembly], _ => setting);

    private static string Write<T>(T value) => GraphWriter.ToText(value, typeof(object), settingsByName: false);

    private static T Copy<T>(T value, object? setting = null)
    {
        using var json = JsonDocument.Parse(GraphWriter.ToText(value, typeof(T), settingsByName: setting is not null));
        return (T)Reader(setting).Read(json.RootElement, typeof(T))!;
    }

    private sealed record Nullables(TradeId? Trade, DeathCause? Cause);
}
