using Phoenix.Core.Primitives;
using Phoenix.Venue.Accounts;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Api;

/// <summary>On which count of its address a request goes.</summary>
internal enum RequestPool
{
    Weight = 0,
    Funding,
    Statistics,
}

/// <summary>What one address has used of its limits, and whether it is banned.</summary>
internal sealed class AddressUse(string address, VenueLimits limits)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FiveMinutes = TimeSpan.FromMinutes(5);

    private readonly RequestWindow _refusals = new(Minute, limits.RefusalsBeforeBan);
    private readonly RequestWindow _statistics = new(FiveMinutes, limits.StatisticsCallsPer5Minutes);

    internal string Address => address;

    internal RequestWindow Weight { get; } = new(Minute, limits.WeightPerMinute);

    internal RequestWindow Funding { get; } = new(FiveMinutes, limits.FundingCallsPer5Minutes);

    internal RequestWindow Connections { get; } = new(FiveMinutes, limits.ConnectionsPer5Minutes);

    internal int OpenSockets { get; set; }

    /// <summary>Bans in a row, as far as they are remembered.</summary>
    internal int Bans { get; private set; }

    internal VenueTime BannedUntil { get; private set; }

    internal int Refusals(VenueTime now) => _refusals.Used(now);

    internal bool IsBanned(VenueTime now) => now < BannedUntil;

    /// <summary>Nothing about it need be remembered.</summary>
    internal bool IsIdle(VenueTime now) =>
        OpenSockets == 0 && now - BannedUntil >= limits.LongestBan && Weight.Used(now) == 0
        && Funding.Used(now) == 0 && _statistics.Used(now) == 0 && Connections.Used(now) == 0;

    /// <summary>Counts a request, unless the address is banned or has nothing left.</summary>
    internal ApiError? Charge(RequestPool pool, int weight, VenueTime now)
    {
        if (IsBanned(now)) return ApiError.Banned(BannedUntil);
        var window = WindowOf(pool);
        var amount = pool == RequestPool.Weight ? weight : 1;
        if (!window.Exceeds(now, amount))
        {
            window.Count(now, amount);
            return null;
        }

        return CountRefusal(now) ? ApiError.Banned(BannedUntil) : ApiError.TooMuchWeight(window.Limit, pool);
    }

    /// <summary>How long the address should wait after a refusal by <see cref="Charge"/>.</summary>
    internal TimeSpan Wait(RequestPool pool, VenueTime now) =>
        (IsBanned(now) ? BannedUntil : WindowOf(pool).EndOf(now)) - now;

    /// <summary>The HTTP status to refuse a socket with, or null when it may open and was counted.</summary>
    internal int? RefuseSocket(int weight, VenueTime now)
    {
        if (IsBanned(now)) return 418;
        if (Connections.Exceeds(now, 1) || OpenSockets >= limits.SocketsPerAddress)
        {
            return CountRefusal(now) ? 418 : 429;
        }

        if (Charge(RequestPool.Weight, weight, now) is { } refused) return refused.Status;
        Connections.Count(now, 1);
        return null;
    }

    private RequestWindow WindowOf(RequestPool pool) => pool switch
    {
        RequestPool.Funding => Funding,
        RequestPool.Statistics => _statistics,
        _ => Weight,
    };

    /// <summary>True when the address is banned, be it that this one was one too many.</summary>
    /// <remarks>What is refused during a ban is no further offence: a burst costs one ban.</remarks>
    internal bool CountRefusal(VenueTime now)
    {
        if (IsBanned(now)) return true;
        _refusals.Count(now, 1);
        if (_refusals.Used(now) <= limits.RefusalsBeforeBan) return false;
        if (now - BannedUntil >= limits.LongestBan) Bans = 0;
        var length = limits.FirstBan;
        for (var i = 0; i < Bans && length < limits.LongestBan; i++) length *= 2;
        BannedUntil = now + (length < limits.LongestBan ? length : limits.LongestBan);
        Bans++;
        return true;
    }
}

/// <summary>All addresses the venue has heard of lately.</summary>
internal sealed class AddressBook(VenueLimits limits)
{
    /// <summary>Beyond as many, addresses about which nothing is remembered are forgotten.</summary>
    private const int Comfortable = 10_000;

    private readonly SortedDictionary<string, AddressUse> _uses = new(StringComparer.Ordinal);

    internal IEnumerable<AddressUse> All => _uses.Values;

    /// <summary>Another limit of weight for all addresses for the time being; null when there is none.</summary>
    internal int? SqueezedWeight
    {
        get;
        set
        {
            field = value;
            foreach (var use in _uses.Values)
            {
                use.Weight.Squeezed = value;
            }
        }
    }

    internal AddressUse Of(string address, VenueTime now)
    {
        if (_uses.TryGetValue(address, out var use)) return use;
        if (_uses.Count >= Comfortable) ForgetIdle(now);
        _uses.Add(address, use = new AddressUse(address, limits));
        use.Weight.Squeezed = SqueezedWeight;
        return use;
    }

    private void ForgetIdle(VenueTime now)
    {
        foreach (var idle in _uses.Values.Where(use => use.IsIdle(now)).ToList())
        {
            _uses.Remove(idle.Address);
        }
    }
}
