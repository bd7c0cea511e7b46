using Phoenix.Core.Desk;
using Phoenix.Core.Incidents;
using Phoenix.Core.Primitives;
using Phoenix.Core.Readiness;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams;

namespace Phoenix.Core.Tests.Incidents;

/// <summary>When an incident begins and ends, what belongs to it, and what the report says it cost.</summary>
public sealed class IncidentSpecs
{
    private static readonly Symbol Eth = new("ETHUSDC");
    private static readonly RecorderSettings Settings = new();

    private readonly IncidentWatch _watch = new(Settings);

    [Fact]
    public void A_death_begins_an_incident_that_ends_when_all_has_been_well_for_the_window()
    {
        Note(10, Lost("public-A", DeathCause.SilentStream)).ShouldBeNull();
        _watch.OpenSince.ShouldBe(At(10));
        Note(11, new IncidentNote.Dialed("public-A", new Epoch(2)));
        Note(12, new IncidentNote.Up("public-A", new Epoch(2)));
        var window = Settings.MergeWindow.TotalSeconds;
        Note(12 + window - 0.001, new IncidentNote.Tick()).ShouldBeNull();

        var ended = Note(12 + window, new IncidentNote.Tick()).ShouldNotBeNull();

        ended.EndedAt.ShouldBe(At(12));
        ended.Deaths.Single().UpAgainAt.ShouldBe(At(12));
        ended.Deaths.Single().Dials.ShouldBe(1);
        _watch.OpenSince.ShouldBeNull();
    }

    [Fact]
    public void What_happens_within_the_window_belongs_to_the_same_incident()
    {
        Note(10, Lost("public-A", DeathCause.SilentStream));
        Note(11, new IncidentNote.Up("public-A", new Epoch(2)));
        Note(14, Lost("public-B", DeathCause.TransportClosed));
        Note(15, new IncidentNote.Up("public-B", new Epoch(3)));

        var ended = Note(30, new IncidentNote.Tick()).ShouldNotBeNull();

        ended.Deaths.Select(death => death.Slot).ShouldBe(["public-A", "public-B"]);
        ended.EndedAt.ShouldBe(At(15));
    }

    [Fact]
    public void An_incident_that_never_ends_keeps_its_first_and_its_last_deaths()
    {
        for (var second = 0; second < 1_000; second++)
        {
            Note(second, Lost($"public-{second}", DeathCause.FirstDataMissing));
        }

        var deaths = _watch.Running.ShouldNotBeNull().Deaths;

        deaths.Length.ShouldBe(200);
        (deaths[0].Slot, deaths[^1].Slot).ShouldBe(("public-0", "public-999"));
    }

    [Fact]
    public void A_planned_stop_the_start_and_the_end_are_no_incidents()
    {
        Note(1, Halted(HaltCauses.MarketDataDown, wasQuoting: false));
        Note(2, Lost("public-A", DeathCause.PlannedStop));
        Note(3, new IncidentNote.Desk(Eth, new DeskEvent.Resumed()));
        Note(4, Halted(HaltCauses.Stopping, wasQuoting: true));
        Note(5, new IncidentNote.Stop()).ShouldBeNull();
        Note(6, Lost("public-A", DeathCause.TransportClosed));
        _watch.OpenSince.ShouldBeNull();
    }

    [Theory]
    [InlineData(HaltCauses.PausedByOperator)]
    [InlineData(HaltCauses.NotReconciled | HaltCauses.Flattening)]
    [InlineData(HaltCauses.Flattened)]
    [InlineData(HaltCauses.Killed)]
    public void What_the_operator_wants_is_no_incident(HaltCauses causes)
    {
        Note(1, new IncidentNote.Desk(Eth, new DeskEvent.Resumed()));
        Note(2, Halted(causes, wasQuoting: true));

        _watch.OpenSince.ShouldBeNull();
    }

    [Fact]
    public void The_stop_ends_an_incident_that_runs()
    {
        Note(10, Lost("public-A", DeathCause.SilentStream));
        Note(11, new IncidentNote.Stop()).ShouldNotBeNull().EndedAt.ShouldBeNull();
    }

    [Fact]
    public void A_desk_that_was_restarted_counts_as_not_quoting_until_it_quotes()
    {
        Note(1, new IncidentNote.Desk(Eth, new DeskEvent.Resumed()));
        Note(10, new IncidentNote.PartFailed("symbols", "a bug"));
        Note(10, Halted(HaltCauses.NotReconciled, wasQuoting: false));
        Note(30, new IncidentNote.Tick()).ShouldBeNull();
        Note(31, new IncidentNote.Desk(Eth, new DeskEvent.Resumed()));

        var ended = Note(40, new IncidentNote.Tick()).ShouldNotBeNull();

        (ended.Halts.Single().Until!.Value - ended.Halts.Single().From).ShouldBe(TimeSpan.FromSeconds(21));
    }

    [Fact]
    public void The_report_says_what_it_cost()
    {
        Note(1, new IncidentNote.Desk(Eth, new DeskEvent.Resumed()));
        Note(10, Halted(HaltCauses.BookStale, wasQuoting: true));
        Note(10, new IncidentNote.Sampled(Eth, 8, 1234.5m, TimeSpan.FromSeconds(3)));
        Note(10.5, new IncidentNote.Desk(Eth, new DeskEvent.Pulled()));
        Note(12, Lost("public-A", DeathCause.SilentStream));
        Note(13, new IncidentNote.Up("public-A", new Epoch(2)));
        Note(14, new IncidentNote.Desk(Eth, new DeskEvent.Resumed()));
        var ended = Note(30, new IncidentNote.Tick()).ShouldNotBeNull();
        var zero = new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

        var report = IncidentReport.ToMarkdown(ended, zero, At(30), "x.flight.gz");

        ended.Halts.Single().AtRisk(At(30)).ShouldBe(TimeSpan.FromSeconds(3.5));
        report.ShouldContain("- began 2026-01-05 12:00:10.000 UTC");
        report.ShouldContain("| ETHUSDC | BookStale | 4.00 s | 8 | 1234.5 | 3.50 s |");
        report.ShouldContain("| public-A #1 | SilentStream: no data | 12:00:12.000 | 5.00 s | 0 | 1.00 s |");
        report.ShouldContain("`phoenix replay x.flight.gz`");
    }

    private static Instant At(double seconds) => Instant.From(TimeSpan.FromSeconds(seconds));

    private static IncidentNote.Lost Lost(string slot, DeathCause cause) =>
        new(slot, new Epoch(1), cause, "no data", TimeSpan.FromSeconds(5));

    private static IncidentNote.Desk Halted(HaltCauses causes, bool wasQuoting) =>
        new(Eth, new DeskEvent.Halted(causes, wasQuoting));

    private Incident? Note(double seconds, IncidentNote note) => _watch.Note(note, At(seconds));
}
