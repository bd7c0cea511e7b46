using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Connections;

namespace Phoenix.Core.Tests.Streams;

/// <summary>Goal: a fault that no retry mends gets a name, once for so many deaths.</summary>
public sealed class RepeatedDeathsSpecs
{
    private readonly RepeatedDeaths _repeated = new(limit: 3);

    [Fact]
    public void The_third_death_in_the_same_words_is_told_and_then_every_third()
    {
        Enumerable.Range(0, 6).Select(_ => Die("no first event of x")).ShouldBe([null, null, 3, null, null, 6]);
    }

    [Fact]
    public void Other_words_start_over()
    {
        Die("a");
        Die("a");
        Die("b").ShouldBeNull();
        Die("a").ShouldBeNull();
    }

    [Fact]
    public void Data_starts_over()
    {
        Die("a");
        Die("a");
        _repeated.Flowed("public-A");
        Die("a").ShouldBeNull();
    }

    private int? Die(string detail) => _repeated.Died("public-A", DeathCause.FirstDataMissing, detail);
}
