using Phoenix.Core.Primitives;
using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Reconnect;

namespace Phoenix.Core.Tests.Streams;

/// <summary>Each cause has its own counter and its own window.</summary>
public sealed class CauseLedgerSpecs
{
    private static readonly Instant Start = new(1_000_000_000);
    private readonly CauseLedger _ledger = new();

    [Fact]
    public void Every_cause_is_counted_by_itself_in_all_and_for_five_minutes()
    {
        _ledger.NoteDeath(DeathCause.TransportClosed, Start);
        _ledger.NoteDeath(DeathCause.SilentStream, Start);
        _ledger.NoteDeath(DeathCause.TransportClosed, Start + TimeSpan.FromMinutes(4));

        _ledger.Counts(Start + TimeSpan.FromMinutes(5)).ShouldBe(
        [
            new CauseCount(DeathCause.TransportClosed, 2, 1),
            new CauseCount(DeathCause.SilentStream, 1, 0),
        ]);
    }

    [Fact]
    public void A_verdict_keeps_only_the_next_of_its_own_cause_away_and_only_for_its_window()
    {
        var window = CauseLedger.DebounceOf(DeathCause.EchoMissing);
        _ledger.MayCondemn(DeathCause.EchoMissing, Start, out _).ShouldBeTrue();
        _ledger.MayCondemn(DeathCause.ReconcileMismatch, Start, out _).ShouldBeTrue();
        _ledger.MayCondemn(DeathCause.EchoMissing, Start + window - TimeSpan.FromTicks(1), out var until)
            .ShouldBeFalse();
        until.ShouldBe(Start + window);
        _ledger.MayCondemn(DeathCause.EchoMissing, until, out _).ShouldBeTrue();
    }

    [Fact]
    public void A_refused_verdict_does_not_prolong_the_window()
    {
        _ledger.MayCondemn(DeathCause.EchoMissing, Start, out var first);
        for (var step = 1; step <= 4; step++)
        {
            _ledger.MayCondemn(DeathCause.EchoMissing, Start + TimeSpan.FromSeconds(step), out first).ShouldBeFalse();
        }

        first.ShouldBe(Start + CauseLedger.DebounceOf(DeathCause.EchoMissing));
    }

    [Fact]
    public void Facts_are_never_debounced()
    {
        foreach (var fact in new[] { DeathCause.TransportClosed, DeathCause.ConnectFailed, DeathCause.SilentStream })
        {
            _ledger.MayCondemn(fact, Start, out _).ShouldBeTrue();
            _ledger.MayCondemn(fact, Start, out _).ShouldBeTrue();
        }
    }
}
