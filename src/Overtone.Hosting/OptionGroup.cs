namespace Overtone.Hosting;

/// <summary>Options that stand under one heading in a command's help.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Names">The options, as on the command line; those that the command lacks are passed over.</param>
internal sealed record OptionGroup(string Title, params IReadOnlyList<string> Names);
