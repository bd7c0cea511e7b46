using Phoenix.Core.Primitives;

namespace Phoenix.Venue.Accounts;

/// <summary>What an account owns of one asset. Some of it may be set aside for isolated positions.</summary>
internal sealed class AssetWallet(string asset, decimal balance, VenueTime openedAt)
{
    internal string Asset => asset;

    /// <summary>All of it, isolated wallets included; profit not yet realized is not in it.</summary>
    internal decimal Balance { get; private set; } = balance;

    /// <summary>What is set aside for isolated positions.</summary>
    internal decimal Isolated { get; private set; }

    internal decimal Cross => Balance - Isolated;

    /// <summary>Zero until something was paid in: clients take a wallet of that time for one never used.</summary>
    internal VenueTime UpdatedAt { get; private set; } = balance == 0m ? default : openedAt;

    internal void Add(decimal amount, VenueTime at)
    {
        Balance += amount;
        UpdatedAt = at;
    }

    /// <summary>Sets aside; negative gives back.</summary>
    internal void SetAside(decimal amount) => Isolated += amount;
}
