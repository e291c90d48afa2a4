using static TorchSharp.torch;

namespace Overtone.Models.Networks;

/// <summary>
/// A skip connection: what a module makes of an input, plus the input itself or what a second module makes of it.
/// Source: none; the block of residual networks (1512.03385, Fig. 2).
/// </summary>
public sealed class SkipConnection : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> _main;
    private readonly nn.Module<Tensor, Tensor>? _shortcut;

    /// <summary>A skip connection over a module. Both modules become its own: they are disposed with it.</summary>
    /// <param name="main">The module that is skipped.</param>
    /// <param name="shortcut">What is added to its output: this module's output, or the input itself when null. Of the same shape.</param>
    public SkipConnection(nn.Module<Tensor, Tensor> main, nn.Module<Tensor, Tensor>? shortcut = null)
        : base(nameof(SkipConnection))
    {
        (_main, _shortcut) = (main, shortcut);
        register_module("main", main);
        if (shortcut is not null)
            register_module("shortcut", shortcut);
    }

    /// <summary>The module that is skipped.</summary>
    public nn.Module<Tensor, Tensor> Main => _main;

    /// <summary>The module on the way past it; null for the input itself.</summary>
    public nn.Module<Tensor, Tensor>? Shortcut => _shortcut;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return (_main.call(input) + (_shortcut is null ? input : _shortcut.call(input))).MoveToOuterDisposeScope();
    }
}
