using System.Diagnostics.CodeAnalysis;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Market;

namespace Phoenix.Venue.Accounts;

/// <summary>
/// An account's listen key: at most one is active. Creating while one is active returns and extends that one; closing
/// ends it for everybody.
/// </summary>
/// <remarks>
/// Source: https://developers.binance.com/docs/derivatives/usds-margined-futures/user-data-streams/Start-User-Data-Stream
/// (read 2026-05-28): 60 min validity; PUT without a key answers −1125.
/// </remarks>
internal sealed class ListenKeySlot(SeededChance chance)
{
    internal static readonly TimeSpan Validity = TimeSpan.FromMinutes(60);

    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private string? _last;

    internal string? Key { get; private set; }

    internal VenueTime ExpiresAt { get; private set; }

    [MemberNotNullWhen(true, nameof(Key))]
    internal bool IsActive => Key is not null;

    internal string CreateOrExtend(VenueTime now)
    {
        Key ??= string.Create(64, chance, static (text, chance) =>
        {
            foreach (ref var letter in text)
            {
                letter = Letters[(int)chance.Below(Letters.Length)];
            }
        });
        _last = Key;
        ExpiresAt = now + Validity;
        return Key;
    }

    /// <summary>False when there is no key to extend.</summary>
    internal bool TryExtend(VenueTime now)
    {
        if (!IsActive) return false;
        ExpiresAt = now + Validity;
        return true;
    }

    internal void End() => Key = null;

    /// <summary>The last key is active again, if there was one.</summary>
    internal void Revive() => Key ??= _last;
}
