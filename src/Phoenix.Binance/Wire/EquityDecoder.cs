using System.Collections.Immutable;
using Phoenix.Core.Accounting;

namespace Phoenix.Binance.Wire;

/// <summary>Reads what the account is worth, asset by asset, from the account document.</summary>
/// <remarks>The totals of the document count one asset only in single-asset mode, so they are not looked at.</remarks>
public static class EquityDecoder
{
    public static Decoded<ImmutableArray<EquityReport>> Decode(ReadOnlySpan<byte> body)
    {
        var json = new JsonScanner(body);
        ImmutableArray<EquityReport>.Builder? assets = null;
        for (var more = json.EnterObject(); more && json.NextProperty(out var name);)
        {
            if (name.SequenceEqual("assets"u8))
            {
                assets = ImmutableArray.CreateBuilder<EquityReport>();
                for (var next = json.EnterArray(); next && json.NextElement();)
                {
                    ReadAsset(ref json, assets);
                }
            }
            else
            {
                json.SkipValue();
            }
        }

        if (assets is null)
        {
            json.Fail("the account lacks assets");
        }

        return json.Fault is { } fault ? new(default, fault) : new(assets!.ToImmutable(), null);
    }

    private static void ReadAsset(ref JsonScanner json, ImmutableArray<EquityReport>.Builder assets)
    {
        string? asset = null;
        decimal? balance = null;
        for (var more = json.EnterObject(); more && json.NextProperty(out var name);)
        {
            if (name.SequenceEqual("asset"u8))
            {
                asset = json.ReadString();
            }
            else if (name.SequenceEqual("marginBalance"u8))
            {
                balance = json.ReadDecimal(out var value) ? value : null;
            }
            else
            {
                json.SkipValue();
            }
        }

        if (asset is null || balance is null)
        {
            json.Fail("an asset lacks asset or marginBalance");
            return;
        }

        assets.Add(new EquityReport(asset, balance.Value));
    }
}
