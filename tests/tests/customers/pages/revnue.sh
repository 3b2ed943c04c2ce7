curl --request POST \
--url 'https://{{base_url}}/api/v2/customer \
--header 'Authorization: Bearer $BEARER_TOKEN' \
--header 'Content-Type: application/json' \
--data-raw '$JSON'
