using Overtone.Data.Layouts;

namespace Overtone.Data;

/// <summary>A data set that has a name: the folders it usually lies in, and how it can be had.</summary>
/// <param name="Name">The name users give.</param>
/// <param name="Layout">How its files lie.</param>
/// <param name="Folders">The folder names it usually has below a data root, the preferred one first.</param>
/// <param name="ClassNames">
/// Names by which it is told from other sets of its layout when a root holds it directly; null if only the folder's name tells.
/// </param>
/// <param name="HowToGet">A sentence for whoever lacks it.</param>
internal sealed record KnownData(string Name, DataLayout Layout, string[] Folders, string[]? ClassNames, string HowToGet)
{
    internal static IReadOnlyList<KnownData> All { get; } =
    [
        new(
            "mnist",
            new IdxLayout(),
            ["mnist", "MNIST/raw"],
            LabelRules.NumberNames(10),
            "Get it with: overtone data get mnist"),
        new(
            "cifar10",
            new CifarLayout(),
            ["cifar-10-batches-bin", "cifar10"],
            ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"],
            "Get it with: overtone data get cifar10"),
        new(
            "cifar100",
            new Cifar100Layout(),
            ["cifar-100-binary", "cifar100"],
            ClassNames: null,
            "Unpack cifar-100-binary.tar.gz into a data root."),
        new(
            "tiny-imagenet-10",
            new CifarLayout(),
            ["tiny-imagenet-10-batches-bin", "tiny-imagenet-10"],
            ["landmark", "automobile", "bird", "cat", "hoofed", "dog", "amphibian-reptile", "insect", "furniture", "truck-bus"],
            "Unpack tiny-imagenet-10-binary.tar.gz into a data root."),
        new(
            "cifar10-jpeg",
            new ImageFolderLayout(),
            ["cifar10-jpeg"],
            ClassNames: null,
            "Put its train and test folders into a folder cifar10-jpeg below a data root."),
    ];

    /// <summary>The first place among the roots that holds this set, or null; every place looked at is added to the list.</summary>
    internal string? Find(IReadOnlyList<string> roots, ICollection<string> lookedIn)
    {
        foreach (var root in roots)
        {
            foreach (var folder in Folders.Select(folder => Path.Combine(root, folder)))
            {
                lookedIn.Add(folder);
                if (Layout.Recognises(folder))
                {
                    return folder;
                }
            }

            // Last, so that a stray file in a root cannot hide the set that lies below it.
            lookedIn.Add(root);
            if (Layout.Recognises(root) && IsMine(root))
            {
                return root;
            }
        }

        return null;
    }

    private bool IsMine(string root)
    {
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)).Replace(Path.DirectorySeparatorChar, '/');
        return Folders.Any(folder => path.EndsWith($"/{folder}", StringComparison.Ordinal))
            || (ClassNames is not null && ClassNames.SequenceEqual(Layout.Describe(root, Name).ClassNames));
    }
}
