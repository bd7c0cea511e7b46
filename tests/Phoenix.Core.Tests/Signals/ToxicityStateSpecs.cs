using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Core.Signals;

namespace Phoenix.Core.Tests.Signals;

/// <summary>Calm, wider, pulled: entered and left at different readings.</summary>
public class ToxicityStateSpecs
{
    private static readonly VpinSettings Settings = new() { Enabled = true };
    private static readonly Instant Now = Instant.From(TimeSpan.FromMinutes(1));
    private static readonly ToxicityState Widen = new(ToxicityLevel.Widen, default);

    [Fact]
    public void It_touches_nothing_unless_it_is_switched_on()
    {
        new VpinSettings().Enabled.ShouldBeFalse();
        ToxicityState.Initial.Next(Reading(1), Now, new VpinSettings()).ShouldBe(ToxicityState.Initial);
    }

    [Theory]
    [InlineData(0.699, ToxicityLevel.Calm)]
    [InlineData(0.70, ToxicityLevel.Widen)]
    [InlineData(0.899, ToxicityLevel.Widen)]
    [InlineData(0.90, ToxicityLevel.Pull)]
    public void Calm_is_left_upwards(double vpin, ToxicityLevel level) =>
        ToxicityState.Initial.Next(Reading(vpin), Now, Settings).Level.ShouldBe(level);

    [Theory]
    [InlineData(0.651, ToxicityLevel.Widen)]
    [InlineData(0.65, ToxicityLevel.Calm)]
    [InlineData(0.90, ToxicityLevel.Pull)]
    public void Widening_ends_below_where_it_began(double vpin, ToxicityLevel level) =>
        Widen.Next(Reading(vpin), Now, Settings).Level.ShouldBe(level);

    [Fact]
    public void Pulled_quotes_stay_pulled_for_the_pause_whatever_is_read()
    {
        var pulled = ToxicityState.Initial.Next(Reading(0.95), Now, Settings);
        pulled.ShouldBe(new ToxicityState(ToxicityLevel.Pull, Now + TimeSpan.FromSeconds(5)));
        pulled.Next(Reading(0.1), pulled.Until - TimeSpan.FromTicks(1), Settings).ShouldBe(pulled);
        pulled.Next(Reading(0.1), pulled.Until, Settings).ShouldBe(ToxicityState.Initial);
    }

    [Theory]
    [InlineData(0.851, ToxicityLevel.Pull)]
    [InlineData(0.85, ToxicityLevel.Widen)]
    [InlineData(0.66, ToxicityLevel.Widen)]
    [InlineData(0.65, ToxicityLevel.Calm)]
    public void After_the_pause_the_reading_decides_again(double vpin, ToxicityLevel level)
    {
        var pulled = new ToxicityState(ToxicityLevel.Pull, Now);
        var next = pulled.Next(Reading(vpin), Now, Settings);
        next.Level.ShouldBe(level);
        next.Until.ShouldBe(level == ToxicityLevel.Pull ? Now + Settings.PullPause : default);
    }

    [Fact]
    public void A_neutral_reading_has_no_effect() =>
        Widen.Next(Toxicity.Neutral(4), Now, Settings with { WidenAt = 0.4, CalmAt = 0.3 })
            .ShouldBe(ToxicityState.Initial);

    private static Toxicity Reading(double vpin) => new(vpin, 0, 50, IsNeutral: false);
}
