using System.Collections.Immutable;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Accounts;
using Phoenix.Venue.Market;

namespace Phoenix.Venue.Server;

/// <summary>What all parts of the venue share: the time, the markets, the accounts and the sequences of ids.</summary>
internal sealed class VenueFloor
{
    internal VenueFloor(VenueOptions options)
    {
        var chance = new SeededChance(options.Seed);
        Names = chance.Fork();
        Updates = new UpdateIds(11_671_659_000_000 + chance.Below(1_000_000_000));
        var markets = ImmutableArray.CreateBuilder<SymbolMarket>();
        foreach (var settings in options.Markets)
        {
            markets.Add(new SymbolMarket(markets.Count, settings, chance.Fork(), Updates, options.Seed));
        }

        Markets = markets.ToImmutable();
        Treasury = new Treasury(options.InsuranceFund);
        var accounts = ImmutableArray.CreateBuilder<VenueAccount>();
        foreach (var account in options.Accounts)
        {
            accounts.Add(new VenueAccount(accounts.Count + 1, account, Markets, Treasury, chance, options.Start));
        }

        Accounts = accounts.ToImmutable();
        Elsewhere = chance.Fork();
        Steady = options.Start;
        (Limits, EngineLag) = (options.Limits, options.EngineLag);
    }

    /// <summary>A funding rate was fixed: positions of this instant pay or receive it.</summary>
    internal event Action<SymbolMarket, FundingFixing>? FundingFixed;

    /// <summary>The book has carried out what it could of a liquidation order.</summary>
    internal event Action<AccountOrder>? OrderForced;

    internal VenueLimits Limits { get; }

    internal TimeSpan EngineLag { get; }

    /// <summary>A contract was listed, changed its status or its margin schedule.</summary>
    internal event Action<SymbolMarket>? ContractChanged;

    /// <summary>The clock that times are stamped with, and those of clients judged; a fault may bend it.</summary>
    internal VenueTime Now => Steady + Skew;

    /// <summary>The clock that things happen by, so that of all deadlines; it never jumps.</summary>
    internal VenueTime Steady { get; set; }

    /// <summary>How wrong the venue's clock is.</summary>
    internal TimeSpan Skew { get; set; }

    internal UpdateIds Updates { get; }

    /// <summary>Makes up client order ids for orders that come without one.</summary>
    internal SeededChance Names { get; }

    /// <summary>The activity of symbols that are not simulated.</summary>
    internal SeededChance Elsewhere { get; }

    internal ImmutableArray<SymbolMarket> Markets { get; }

    internal ImmutableArray<VenueAccount> Accounts { get; }

    internal void ChangeContract(SymbolMarket market) => ContractChanged?.Invoke(market);

    internal void Fix(SymbolMarket market, FundingFixing fixing) => FundingFixed?.Invoke(market, fixing);

    internal void Force(AccountOrder liquidation) => OrderForced?.Invoke(liquidation);

    internal Treasury Treasury { get; }

    internal SymbolMarket? Find(string symbol)
    {
        foreach (var market in Markets)
        {
            if (string.Equals(market.Contract.Symbol.Name, symbol, StringComparison.Ordinal)) return market;
        }

        return null;
    }

    /// <summary>The key and whose it is.</summary>
    internal (VenueAccount Account, VenueApiKey Key)? FindKey(string apiKey)
    {
        foreach (var account in Accounts)
        {
            foreach (var key in account.Keys)
            {
                if (string.Equals(key.Key, apiKey, StringComparison.Ordinal)) return (account, key);
            }
        }

        return null;
    }
}
