using Phoenix.Core.MarketData;
using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Connections;

namespace Phoenix.Core.Tests.Streams;

/// <summary>Goal: feeds side by side do not share a host, and none stays with a host that does not work.</summary>
public sealed class HostChoiceSpecs
{
    private static readonly SlotId First = new(StreamRoute.Public, 'A');
    private static readonly SlotId Second = new(StreamRoute.Public, 'B');
    private readonly HostChoice _hosts = new();

    [Fact]
    public void Slots_side_by_side_begin_on_different_hosts() =>
        (_hosts.For(First), _hosts.For(Second)).ShouldBe((0, 1));

    [Fact]
    public void A_slot_moves_on_after_the_second_failure_in_a_row()
    {
        _hosts.Failed(First);
        _hosts.For(First).ShouldBe(0);
        _hosts.Failed(First);
        _hosts.For(First).ShouldBe(1);
        _hosts.For(Second).ShouldBe(1);
    }

    [Fact]
    public void Data_makes_a_failure_forgotten_and_the_host_stay()
    {
        _hosts.Failed(First);
        _hosts.Flowed(First);
        _hosts.Failed(First);
        _hosts.For(First).ShouldBe(0);
    }

    [Fact]
    public void Both_berths_of_a_slot_use_its_host()
    {
        _hosts.Failed(First with { IsSecondBerth = true });
        _hosts.Failed(First);
        _hosts.For(First with { IsSecondBerth = true }).ShouldBe(1);
    }
}
