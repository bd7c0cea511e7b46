using System.Collections.Immutable;
using System.Globalization;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Market;
using Phoenix.Venue.Server;

namespace Phoenix.Benchmarks.Venue;

/// <summary>What the exchange costs: on real sockets, and in virtual time.</summary>
internal static class VenueBenchmarks
{
    internal static async Task<int> RunAsync(bool quick)
    {
        var virtualTime = VirtualTimeRun.Measure(quick ? TimeSpan.FromMinutes(2) : TimeSpan.FromMinutes(20));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"in memory, 2 symbols, market maker with {virtualTime.Orders} orders: "
            + $"{virtualTime.Factor:F0} times real time"));
        var sockets = await SocketLoad.MeasureAsync(50, 20, TimeSpan.FromSeconds(quick ? 5 : 20));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"on sockets, 50 symbols to 20 sockets: {sockets.FramesPerSecond:F0} frames/s, "
            + $"{sockets.BytesPerSecond / 1e6:F1} MB/s, {sockets.CoreShare:P1} of one core"));
        return 0;
    }

    /// <summary>So many markets; the first two as they are listed by default, the others made up like them.</summary>
    internal static VenueOptions Options(int symbols)
    {
        var markets = ImmutableArray.CreateBuilder<MarketSettings>();
        for (var i = 0; i < symbols; i++)
        {
            var model = i % 2 == 0 ? MarketSettings.EthUsdc : MarketSettings.BtcUsdc;
            if (i >= 2)
            {
                var asset = string.Create(CultureInfo.InvariantCulture, $"S{i:D3}");
                var rules = model.Contract.Rules with { Symbol = new Symbol(asset + "USDC") };
                model = model with { Contract = model.Contract with { Rules = rules, BaseAsset = asset } };
            }

            markets.Add(model);
        }

        return new VenueOptions { Markets = markets.ToImmutable() };
    }
}
