using System.Collections.Immutable;
using Phoenix.Actors;
using Phoenix.Actors.Telemetry;
using Phoenix.Core.Primitives;
using Phoenix.Core.Readiness;
using Phoenix.Core.Streams;
using Phoenix.Node.Hosting;

namespace Phoenix.Node.Tests.Hosting;

/// <summary>What a stop left undone is said, and only that.</summary>
public sealed class RunRecordSpecs
{
    private static readonly RunClock Clock = new(DateTimeOffset.UnixEpoch, default, TimeSpan.Zero);
    private static readonly StepTime Key = new(StartUpStep.ListenKeyObtained, default);

    [Fact]
    public void A_stop_that_was_not_answered_is_told() =>
        Record(null).Disorder().ShouldNotBeNull().ShouldStartWith("the trading system did not end in time");

    [Fact]
    public void A_stop_that_was_not_confirmed_is_told() =>
        Record(Ended(drained: false, closed: true)).Disorder()
            .ShouldNotBeNull().ShouldStartWith("the exchange did not confirm that nothing rests");

    [Fact]
    public void A_listen_key_that_may_live_on_is_told() =>
        Record(Ended(drained: true, closed: false, Key)).Disorder()
            .ShouldNotBeNull().ShouldContain("listen key");

    [Fact]
    public void A_listen_key_that_never_was_need_not_end() =>
        Record(Ended(drained: true, closed: false)).Disorder().ShouldBeNull();

    [Fact]
    public void An_orderly_stop_leaves_nothing_to_tell() =>
        Record(Ended(drained: true, closed: true, Key)).Disorder().ShouldBeNull();

    [Fact]
    public void A_death_that_was_not_silence_was_not_measured()
    {
        Recovery Lost(DeathCause cause, TimeSpan silentFor) =>
            new("public-A", Epoch.None, cause, "", silentFor, default, null, null);
        var status = new PhoenixStatus(default, [], [],
        [
            Lost(DeathCause.SilentStream, TimeSpan.FromSeconds(5)), Lost(DeathCause.EchoMissing, TimeSpan.Zero),
        ]);

        var record = new RunRecord(1, "", Clock, null, status, null);

        record.ToSummary().Recoveries.Select(recovery => recovery.DetectedAfterMs).ShouldBe([5000, null]);
    }

    [Theory]
    [InlineData("1.0.0+0123456789abcdef", "1.0.0 (01234567)")]
    [InlineData("1.0.0+0123", "1.0.0 (0123)")]
    [InlineData("1.0.0", "1.0.0")]
    public void The_version_is_short(string full, string expected) => ProgramVersion.Short(full).ShouldBe(expected);

    private static RunRecord Record(PhoenixProtocol.ShutdownDone? ended) =>
        new(1, "", Clock, ended, ended?.Status, null);

    private static PhoenixProtocol.ShutdownDone Ended(
        bool drained, bool closed, params ImmutableArray<StepTime> steps) =>
        new(drained, closed, new PhoenixStatus(default, steps, [], []));
}
