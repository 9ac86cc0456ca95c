exports.handler = async () => 'Hello, CDK';
